package dev.martlet.customers.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.customers.CustomersDriver;
import dev.martlet.customers.api.CreditReservation;
import dev.martlet.customers.api.ReleaseCredit;
import dev.martlet.customers.api.ReserveCredit;
import dev.martlet.customers.application.CustomersService;
import dev.martlet.customers.application.RegisterCustomer;
import dev.martlet.platform.core.Money;
import dev.martlet.platform.events.Outbox;
import dev.martlet.platform.sql.AdHocSql;
import dev.martlet.platform.sql.Database;
import dev.martlet.platform.sql.Sql;
import dev.martlet.platform.sql.Transactions;
import dev.martlet.platform.testing.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A statement that waited for a lock reads what the other transaction has changed. */
class WaitingReservationsTest {
    @AutoClose
    private static final Database database = TestDatabase.open("customers");

    private final CustomerRepository repository = new CustomerRepository(database, new Outbox());
    private final UUID customerId = register();
    private final ReserveCredit order = new ReserveCredit(UUID.randomUUID(), customerId, Money.of(60, "EUR"));
    private final ReleaseCredit end = new ReleaseCredit(order.orderId());
    /** How often transactions began: a transaction that PostgreSQL ended because of a deadlock begins again. */
    private final AtomicInteger begun = new AtomicInteger();

    @Test
    void aRepetitionAndAReleaseThatWaitForTheSameCustomerDoNotDeadlock() {
        in(tx -> service(tx).reserveCredit(order));

        whileTheCustomerIsLocked(threads -> {
            var repetition = start(threads, tx -> service(tx).reserveCredit(order));
            awaitWaiting(1);
            start(threads, tx -> service(tx).releaseCredit(end));
            awaitWaiting(2);
            return repetition;
        });

        assertThat(begun).hasValue(3);
        assertThat(service(database.sql()).reserveCredit(order)).isEqualTo(new CreditReservation.Released());
        assertThat(reserved()).isZero();
    }

    @Test
    void aReleaseThatWaitedForTheReservationReleasesIt() {
        afterTheFirst(tx -> service(tx).reserveCredit(order), tx -> service(tx).releaseCredit(end));

        assertThat(service(database.sql()).reserveCredit(order)).isEqualTo(new CreditReservation.Released());
        assertThat(reserved()).isZero();
    }

    @Test
    void aReleaseThatWaitedForAnotherReleasesNothingMore() {
        var other = new ReserveCredit(UUID.randomUUID(), customerId, Money.of(40, "EUR"));
        in(tx -> service(tx).reserveCredit(order));
        in(tx -> service(tx).reserveCredit(other));

        afterTheFirst(tx -> service(tx).releaseCredit(end), tx -> service(tx).releaseCredit(end));

        assertThat(reserved()).isEqualTo(40);
    }

    @Test
    void aReservationThatWaitedForAReleaseReservesNothing() {
        var answer = afterTheFirst(tx -> service(tx).releaseCredit(end), tx -> service(tx).reserveCredit(order));

        assertThat(answer).isEqualTo(new CreditReservation.Released());
        assertThat(reserved()).isZero();
    }

    @Test
    void aRefusedOrderCanBeReleased() {
        var tooMuch = new ReserveCredit(UUID.randomUUID(), customerId, Money.of(101, "EUR"));
        in(tx -> service(tx).reserveCredit(tooMuch));

        in(tx -> service(tx).releaseCredit(new ReleaseCredit(tooMuch.orderId())));

        assertThat(service(database.sql()).reserveCredit(tooMuch)).isEqualTo(new CreditReservation.Released());
    }

    /** Commits {@code first} as soon as {@code second} waits for it. @return the result of {@code second} */
    private <T> T afterTheFirst(Consumer<Sql> first, Function<Sql, T> second) {
        return whileLocked(first, threads -> {
            var answer = start(threads, second);
            awaitWaiting(1);
            return answer;
        });
    }

    private void whileTheCustomerIsLocked(Function<ExecutorService, CompletableFuture<?>> others) {
        whileLocked(tx -> repository.in(tx).lock(customerId), others::apply);
    }

    private <T> T whileLocked(Consumer<Sql> lock, Function<ExecutorService, CompletableFuture<T>> others) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return Transactions.run(database, tx -> {
                lock.accept(tx);
                return others.apply(threads);
            }).join();
        }
    }

    private <T> CompletableFuture<T> start(ExecutorService threads, Function<Sql, T> work) {
        return CompletableFuture.supplyAsync(() -> in(work), threads);
    }

    private <T> T in(Function<Sql, T> work) {
        return Transactions.run(database, tx -> {
            begun.incrementAndGet();
            return work.apply(tx);
        });
    }

    private static void awaitWaiting(int transactions) {
        await().pollInterval(Duration.ofMillis(5)).atMost(Duration.ofSeconds(5)).until(() -> new AdHocSql(database.sql())
                .first("select count(distinct pid) as waiting from pg_locks where not granted", row -> row.number("waiting"))
                .equals(Optional.of((long) transactions)));
    }

    private long reserved() {
        return new AdHocSql(database.sql())
                .first("select reserved_amount from customers where id = ?", row -> row.number("reserved_amount"), customerId)
                .orElseThrow();
    }

    private CustomersService service(Sql sql) {
        return new CustomersService(repository.in(sql), new CreditReservationRepository(sql));
    }

    /** A customer with a credit limit of 100 cents. */
    private UUID register() {
        var limit = Money.of(100, "EUR");
        var outcome = new RegisterCustomer(repository, limit, Clock.systemUTC())
                .register(Optional.empty(), CustomersDriver.email(), "Ada", Optional.empty());
        return switch (outcome) {
            case RegisterCustomer.Outcome.Registered(var customer) -> customer.id();
            case RegisterCustomer.Outcome.EmailTaken _ -> throw new AssertionError("the email is taken");
            case RegisterCustomer.Outcome.Exists _ -> throw new AssertionError("the email is taken");
        };
    }
}
