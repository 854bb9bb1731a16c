package dev.martlet.customers.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.customers.api.CustomerEvents;
import dev.martlet.customers.api.CustomerEvents.CustomerRegistered;
import dev.martlet.customers.application.RegisterCustomer.Outcome;
import dev.martlet.customers.domain.Credit;
import dev.martlet.customers.domain.Customer;
import dev.martlet.platform.core.Money;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RegisterCustomerTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final InMemoryCustomers customers = new InMemoryCustomers();
    private final RegisterCustomer registerCustomer = new RegisterCustomer(customers, Money.zero("CHF"), Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void aRegisteredCustomerIsActiveAndHasUnusedCredit() {
        var ada = register("ada@example.org", Optional.of(Money.of(5000, "EUR")));

        assertThat(ada).isEqualTo(new Customer(ada.id(), "ada@example.org", "Ada", true, Credit.unused(Money.of(5000, "EUR")), NOW, NOW));
        assertThat(customers.all()).containsExactly(ada);
    }

    @Test
    void aRegistrationIsPublished() {
        var ada = register("ada@example.org", Optional.empty());

        assertThat(customers.events()).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo(CustomerEvents.REGISTERED.name());
            assertThat(event.key()).isEqualTo(ada.id().toString());
            assertThat(event.occurredAt()).isEqualTo(NOW);
            assertThat(event.payload()).isEqualTo(new CustomerRegistered(ada.id(), "ada@example.org", "Ada"));
        });
    }

    @Test
    void aCustomerWithoutALimitHasTheDefaultLimit() {
        assertThat(register("ada@example.org", Optional.empty()).credit()).isEqualTo(Credit.unused(Money.zero("CHF")));
    }

    @Test
    void anEmailThatIsTakenInAnyCaseRegistersNothing() {
        var ada = register("ada@example.org", Optional.empty());

        assertThat(registerCustomer.register(Optional.empty(), "ADA@Example.org", "Eve", Optional.empty())).isEqualTo(new Outcome.EmailTaken());
        assertThat(customers.all()).containsExactly(ada);
        assertThat(customers.events()).hasSize(1);
    }

    @Test
    void aCustomerRegistersItselfOnceWithItsOwnId() {
        UUID own = UUID.fromString("0e3c9ec8-4a3b-4cf8-8a3e-1f2d3c4b5a69");
        var first = registerCustomer.register(Optional.of(own), "ada@example.org", "Ada", Optional.empty());

        assertThat(first).isInstanceOfSatisfying(Outcome.Registered.class, registered -> assertThat(registered.customer().id()).isEqualTo(own));
        assertThat(registerCustomer.register(Optional.of(own), "other@example.org", "Ada", Optional.empty())).isEqualTo(new Outcome.Exists());
        assertThat(registerCustomer.register(Optional.of(UUID.randomUUID()), "ada@example.org", "Eve", Optional.empty())).isEqualTo(new Outcome.EmailTaken());
        assertThat(customers.events()).hasSize(1);
    }

    private Customer register(String email, Optional<Money> creditLimit) {
        return switch (registerCustomer.register(Optional.empty(), email, "Ada", creditLimit)) {
            case Outcome.Registered(var customer) -> customer;
            case Outcome.EmailTaken _ -> throw new AssertionError("the email is taken");
            case Outcome.Exists _ -> throw new AssertionError("the customer exists");
        };
    }
}
