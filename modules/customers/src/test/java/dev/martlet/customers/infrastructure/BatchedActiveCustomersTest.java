package dev.martlet.customers.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.customers.CustomersDriver;
import dev.martlet.customers.application.ChangeCustomer;
import dev.martlet.customers.application.RegisterCustomer;
import dev.martlet.customers.domain.CustomerDetails;
import dev.martlet.platform.core.Money;
import dev.martlet.platform.events.Outbox;
import dev.martlet.platform.sql.Database;
import dev.martlet.platform.testing.CountedSql;
import dev.martlet.platform.testing.TestDatabase;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Many customers are checked in one statement, each by itself. */
class BatchedActiveCustomersTest {
    @AutoClose
    private static final Database database = TestDatabase.open("customers");

    private final CountedSql sql = new CountedSql(database.sql());
    private final CustomerRepository customers = new CustomerRepository(database, new Outbox());
    @Test
    void manyAreOneStatement() {
        var ada = register();
        var bob = register();
        new ChangeCustomer(customers, Clock.systemUTC()).change(bob, customer ->
                new CustomerDetails(customer.email(), "Bob", false, customer.credit().limit()));

        var active = customers.in(sql).areActive(List.of(bob, ada, UUID.randomUUID(), ada));

        assertThat(active).containsExactlyInAnyOrderEntriesOf(Map.of(ada, true, bob, false));
        assertThat(sql.statements()).isEqualTo(1);
    }

    @Test
    void checksAtTheSameTimeAreAnsweredEachByItsOwnCustomer() throws Exception {
        var ada = register();
        var checks = new BatchedActiveCustomers(database, customers);

        var answers = concurrently(IntStream.range(0, 64)
                .<Callable<Optional<Boolean>>>mapToObj(i -> () -> checks.isActive(i % 2 == 0 ? ada : UUID.randomUUID()))
                .toList());

        for (int i = 0; i < answers.size(); i++) {
            assertThat(answers.get(i)).isEqualTo(i % 2 == 0 ? Optional.of(true) : Optional.empty());
        }
    }

    private static <T> List<T> concurrently(List<Callable<T>> tasks) throws InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAll(tasks).stream().map(Future::resultNow).toList();
        }
    }

    /** A customer with a credit limit of 100 cents. */
    private UUID register() {
        var outcome = new RegisterCustomer(customers, Money.of(100, "EUR"), Clock.systemUTC())
                .register(Optional.empty(), CustomersDriver.email(), "Ada", Optional.empty());
        return switch (outcome) {
            case RegisterCustomer.Outcome.Registered(var customer) -> customer.id();
            case RegisterCustomer.Outcome.EmailTaken _ -> throw new AssertionError("the email is taken");
            case RegisterCustomer.Outcome.Exists _ -> throw new AssertionError("the email is taken");
        };
    }
}
