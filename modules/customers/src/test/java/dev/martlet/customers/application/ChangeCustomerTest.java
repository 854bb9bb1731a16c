package dev.martlet.customers.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.martlet.customers.api.CustomerEvents;
import dev.martlet.customers.api.CustomerEvents.CustomerChanged;
import dev.martlet.customers.application.ChangeCustomer.Outcome;
import dev.martlet.customers.domain.Customer;
import dev.martlet.customers.domain.CustomerDetails;
import dev.martlet.platform.core.Money;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ChangeCustomerTest {
    private static final Instant NOW = CustomerFixture.REGISTERED_AT.plusSeconds(60);

    private final InMemoryCustomers customers = new InMemoryCustomers();
    private final ChangeCustomer changeCustomer = new ChangeCustomer(customers, Clock.fixed(NOW, ZoneOffset.UTC));
    private final Customer ada = add("Ada", 100, 60);

    @Test
    void aChangeStoresTheDetailsAndKeepsTheReservedCredit() {
        var details = new CustomerDetails("king@example.org", "Ada King", false, CustomerFixture.euro(50));
        var changed = ada.with(details, NOW).orElseThrow();

        assertThat(changeCustomer.change(ada.id(), _ -> details)).isEqualTo(new Outcome.Changed(changed));
        assertThat(customers.get(ada.id())).isEqualTo(changed);
        assertThat(changed.credit().reserved()).isEqualTo(CustomerFixture.euro(60));
    }

    @Test
    void aChangeIsPublishedWithAllTheData() {
        changeCustomer.change(ada.id(), current -> details("Ada King", current.email(), current.details().creditLimit()));

        assertThat(customers.events()).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo(CustomerEvents.CHANGED.name());
            assertThat(event.key()).isEqualTo(ada.id().toString());
            assertThat(event.occurredAt()).isEqualTo(NOW);
            assertThat(event.payload()).isEqualTo(new CustomerChanged(ada.id(), ada.email(), "Ada King", true));
        });
    }

    @Test
    void anEditThatChangesNothingStoresAndPublishesNothing() {
        assertThat(changeCustomer.change(ada.id(), Customer::details)).isEqualTo(new Outcome.Changed(ada));
        assertThat(customers.get(ada.id()).updatedAt()).isEqualTo(CustomerFixture.REGISTERED_AT);
        assertThat(customers.events()).isEmpty();
    }

    @Test
    void anUnknownCustomerIsNotFound() {
        assertThat(changeCustomer.change(UUID.randomUUID(), Customer::details)).isEqualTo(new Outcome.NotFound());
    }

    @Test
    void anEmailThatIsTakenInAnyCaseChangesNothing() {
        var eve = add("Eve", 0, 0);

        assertThat(changeCustomer.change(eve.id(), _ -> details("Eve", "ADA@example.org", CustomerFixture.euro(0)))).isEqualTo(new Outcome.EmailTaken());
        assertThat(customers.get(eve.id())).isEqualTo(eve);
        assertThat(customers.events()).isEmpty();
    }

    @Test
    void aLimitInAnotherCurrencyChangesNothingWhileOrdersHoldCredit() {
        var yen = details("Ada King", ada.email(), Money.of(5000, "JPY"));

        assertThat(changeCustomer.change(ada.id(), _ -> yen)).isEqualTo(new Outcome.HasOpenCredit());
        assertThat(customers.get(ada.id())).isEqualTo(ada);
        assertThat(customers.events()).isEmpty();
    }

    @Test
    void aLimitMayChangeItsCurrencyWhileNoOrderHoldsCredit() {
        var eve = add("Eve", 100, 0);
        var yen = details("Eve", eve.email(), Money.of(5000, "JPY"));

        assertThat(changeCustomer.change(eve.id(), _ -> yen)).isInstanceOf(Outcome.Changed.class);
        assertThat(customers.get(eve.id()).credit().available()).isEqualTo(Money.of(5000, "JPY"));
    }

    @Test
    void anEditThatFailsChangesNothing() {
        assertThatIllegalStateException().isThrownBy(() -> changeCustomer.change(ada.id(), current -> {
            assertThat(current).isEqualTo(ada);
            throw new IllegalStateException("precondition failed");
        }));

        assertThat(customers.get(ada.id())).isEqualTo(ada);
        assertThat(customers.events()).isEmpty();
    }

    private Customer add(String name, long limit, long reserved) {
        var customer = CustomerFixture.customer(name, limit, reserved);
        customers.put(customer);
        return customer;
    }

    private static CustomerDetails details(String name, String email, Money creditLimit) {
        return new CustomerDetails(email, name, true, creditLimit);
    }
}
