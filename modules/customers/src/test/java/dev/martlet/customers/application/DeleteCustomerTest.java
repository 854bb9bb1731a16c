package dev.martlet.customers.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.martlet.customers.api.CustomerEvents;
import dev.martlet.customers.api.CustomerEvents.CustomerDeleted;
import dev.martlet.customers.application.DeleteCustomer.Outcome;
import dev.martlet.customers.domain.Customer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DeleteCustomerTest {
    private static final Instant NOW = CustomerFixture.REGISTERED_AT.plusSeconds(60);

    private final InMemoryCustomers customers = new InMemoryCustomers();
    private final DeleteCustomer deleteCustomer = new DeleteCustomer(customers, Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void aDeletionIsPublished() {
        var ada = add(0);

        assertThat(deleteCustomer.delete(ada.id(), _ -> { })).isEqualTo(Outcome.DELETED);

        assertThat(customers.all()).isEmpty();
        assertThat(customers.events()).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo(CustomerEvents.DELETED.name());
            assertThat(event.key()).isEqualTo(ada.id().toString());
            assertThat(event.occurredAt()).isEqualTo(NOW);
            assertThat(event.payload()).isEqualTo(new CustomerDeleted(ada.id()));
        });
    }

    @Test
    void anUnknownCustomerIsNotFound() {
        assertThat(deleteCustomer.delete(UUID.randomUUID(), _ -> { })).isEqualTo(Outcome.NOT_FOUND);
        assertThat(customers.events()).isEmpty();
    }

    @Test
    void aCustomerWhoseCreditIsReservedStays() {
        var ada = add(1);

        assertThat(deleteCustomer.delete(ada.id(), _ -> { })).isEqualTo(Outcome.HAS_OPEN_CREDIT);
        assertThat(customers.all()).containsExactly(ada);
        assertThat(customers.events()).isEmpty();
    }

    @Test
    void aPreconditionThatFailsDeletesNothing() {
        var ada = add(0);

        assertThatIllegalStateException().isThrownBy(() -> deleteCustomer.delete(ada.id(), current -> {
            assertThat(current).isEqualTo(ada);
            throw new IllegalStateException("precondition failed");
        }));

        assertThat(customers.all()).containsExactly(ada);
        assertThat(customers.events()).isEmpty();
    }

    private Customer add(long reserved) {
        var customer = CustomerFixture.customer("Ada", 100, reserved);
        customers.put(customer);
        return customer;
    }
}
