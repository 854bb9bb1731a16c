package dev.martlet.customers.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.customers.api.CreditReservation;
import dev.martlet.customers.api.ReleaseCredit;
import dev.martlet.customers.api.ReserveCredit;
import dev.martlet.customers.application.CustomersService;
import dev.martlet.platform.core.Money;
import dev.martlet.platform.events.Outbox;
import dev.martlet.platform.sql.Database;
import dev.martlet.platform.sql.Sql;
import dev.martlet.platform.sql.Transactions;
import dev.martlet.platform.testing.TestDatabase;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a statement about credit does that waited for another transaction, and finds things changed. */
class WaitingReservationsTest {
    private static Database database;

    private final CustomerRepository repository = new CustomerRepository(new Outbox());
    private final UUID customerId = CustomerFixture.register(database.sql());
    private final ReserveCredit order = new ReserveCredit(UUID.randomUUID(), customerId, Money.of(60, "EUR"));
    private final ReleaseCredit end = new ReleaseCredit(order.orderId());
    /** How often transactions began: more often than asked for, if PostgreSQL had to end some that waited for each other. */
    private final AtomicInteger begun = new AtomicInteger();

    @BeforeAll
    static void open() {
        database = TestDatabase.open("customers");
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void aRepetitionAndAReleaseThatWaitForTheSameCustomerDoNotWaitForEachOther() {
        in(tx -> over(tx).reserveCredit(order));

        whileTheCustomerIsLocked(threads -> {
            var repetition = start(threads, tx -> over(tx).reserveCredit(order));
            awaitWaiting(1);
            start(threads, tx -> over(tx).releaseCredit(end));
            awaitWaiting(2);
            return repetition;
        });

        assertThat(begun).hasValue(3);
        assertThat(over(database.sql()).reserveCredit(order)).isEqualTo(new CreditReservation.Released());
        assertThat(reserved()).isZero();
    }

    @Test
    void aReleaseThatWaitedForTheReservationGivesItBack() {
        afterTheFirst(tx -> over(tx).reserveCredit(order), tx -> over(tx).releaseCredit(end));

        assertThat(over(database.sql()).reserveCredit(order)).isEqualTo(new CreditReservation.Released());
        assertThat(reserved()).isZero();
    }

    @Test
    void aReleaseThatWaitedForAnotherGivesBackNothingMore() {
        var other = new ReserveCredit(UUID.randomUUID(), customerId, Money.of(40, "EUR"));
        in(tx -> over(tx).reserveCredit(order));
        in(tx -> over(tx).reserveCredit(other));

        afterTheFirst(tx -> over(tx).releaseCredit(end), tx -> over(tx).releaseCredit(end));

        assertThat(reserved()).isEqualTo(40);
    }

    @Test
    void aReservationThatWaitedForTheMarkOfAReleaseHoldsNothing() {
        var answer = afterTheFirst(tx -> over(tx).releaseCredit(end), tx -> over(tx).reserveCredit(order));

        assertThat(answer).isEqualTo(new CreditReservation.Released());
        assertThat(reserved()).isZero();
    }

    @Test
    void aRefusedOrderCanBeReleasedToo() {
        var tooMuch = new ReserveCredit(UUID.randomUUID(), customerId, Money.of(101, "EUR"));
        in(tx -> over(tx).reserveCredit(tooMuch));

        in(tx -> over(tx).releaseCredit(new ReleaseCredit(tooMuch.orderId())));

        assertThat(over(database.sql()).reserveCredit(tooMuch)).isEqualTo(new CreditReservation.Released());
    }

    /** Commits {@code first} as soon as {@code second} waits for it; what {@code second} answers then. */
    private <T> T afterTheFirst(Consumer<Sql> first, Function<Sql, T> second) {
        return whileLocked(first, threads -> {
            var answer = start(threads, second);
            awaitWaiting(1);
            return answer;
        });
    }

    private void whileTheCustomerIsLocked(Function<ExecutorService, CompletableFuture<?>> others) {
        whileLocked(tx -> repository.lock(tx, customerId), others::apply);
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
        await().pollInterval(Duration.ofMillis(5)).atMost(Duration.ofSeconds(5)).until(() -> database.sql()
                .first("select count(distinct pid) as waiting from pg_locks where not granted", row -> row.number("waiting"))
                .equals(Optional.of((long) transactions)));
    }

    private long reserved() {
        return database.sql().first("select reserved_amount from customers where id = ?", row -> row.number("reserved_amount"), customerId).orElseThrow();
    }

    private static CustomersService over(Sql sql) {
        return new CustomersService(sql, new CustomerRepository(new Outbox()), new CreditReservationRepository());
    }
}
