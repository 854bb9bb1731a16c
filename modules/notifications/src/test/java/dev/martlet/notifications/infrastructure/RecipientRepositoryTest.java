package dev.martlet.notifications.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.customers.api.CustomerEvents.CustomerDeleted;
import dev.martlet.customers.api.CustomerEvents.CustomerRegistered;
import dev.martlet.customers.api.CustomerEvents;
import dev.martlet.platform.events.Event;
import dev.martlet.platform.sql.AdHocSql;
import dev.martlet.platform.sql.Database;
import dev.martlet.platform.testing.TestDatabase;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Events of a customer in an order of their own: their numbers decide. */
class RecipientRepositoryTest {
    private static Database database;

    private final RecipientRepository recipients = new RecipientRepository(database.sql());
    private final UUID customer = UUID.randomUUID();

    @BeforeAll
    static void open() {
        database = TestDatabase.open("notifications");
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void anOlderEventAfterTheDeletionBringsNoAddressBack() {
        register(1, "ada@example.org");
        delete(3);
        register(2, "ada@example.org");
        register(3, "ada@example.org");

        assertThat(address()).isEqualTo("deleted@customer.invalid");
    }

    @Test
    void theDeletionMayComeFirst() {
        delete(2);
        register(1, "ada@example.org");

        assertThat(address()).isEqualTo("deleted@customer.invalid");
    }

    @Test
    void aCustomerThatRegistersAgainIsReachedAgain() {
        register(1, "ada@example.org");
        delete(2);
        register(3, "ada@example.net");
        delete(2);

        assertThat(address()).isEqualTo("ada@example.net");
    }

    private void register(long number, String email) {
        recipients.save(event(number, CustomerEvents.REGISTERED.name(), new CustomerRegistered(customer, email, "Ada")), customer, email, "Ada");
    }

    private void delete(long number) {
        recipients.erase(event(number, CustomerEvents.DELETED.name(), new CustomerDeleted(customer)), customer);
    }

    private <T> Event<T> event(long number, String type, T payload) {
        return new Event<>(UUID.randomUUID(), type, customer.toString(), Instant.EPOCH, payload, number);
    }

    private String address() {
        return new AdHocSql(database.sql()).first("select email from recipients where customer_id = ?", row -> row.text("email"), customer).orElseThrow();
    }
}
