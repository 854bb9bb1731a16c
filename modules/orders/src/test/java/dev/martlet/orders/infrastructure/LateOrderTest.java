package dev.martlet.orders.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.orders.RepositoryFixture;
import dev.martlet.orders.application.ResponseFactory;
import dev.martlet.orders.domain.Order;
import dev.martlet.platform.events.Outbox;
import dev.martlet.platform.runtime.idempotency.IdempotencyClaim;
import dev.martlet.platform.runtime.idempotency.IdempotencyKeys;
import dev.martlet.platform.sql.AdHocSql;
import dev.martlet.platform.sql.Database;
import dev.martlet.platform.sql.Transactions;
import dev.martlet.platform.testing.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The insert of an order is under way when its caller's deadline is over. The response must not say that there is no order. */
class LateOrderTest {
    private static final Duration LONGEST = Duration.ofSeconds(20);
    /** Batches of one statement that a process has under way. */
    private static final int MOST_UNDER_WAY = 4;
    private static final Duration LEASE = Duration.ofMinutes(10);
    @AutoClose
    private static final Database database = TestDatabase.open("orders");

    private final OrderRepository orders = new OrderRepository(database.sql(), new SimpleMeterRegistry(), new Outbox());
    private final RepositoryFixture fixture = new RepositoryFixture(orders, Duration.ofSeconds(1));
    private final IdempotencyKeys keys = new IdempotencyKeys(database);

    @BeforeAll
    static void open() {
        new AdHocSql(database.sql()).execute("""
                create function wait_for_customer() returns trigger
                language plpgsql
                set lock_timeout = 0
                as 'begin perform pg_advisory_xact_lock_shared(hashtext(cast(new.customer_id as text))); return new; end'""");
        new AdHocSql(database.sql()).execute(
                "create trigger wait_for_customer before insert on orders for each row execute function wait_for_customer()");
    }

    @BeforeEach
    void clear() {
        new AdHocSql(database.sql()).execute("truncate orders, outbox, idempotency_keys");
    }

    @Test
    void anOrderWhoseBatchCommitsAfterItsDeadlineIsAnsweredAsStored() throws Exception {
        List<Order> others = Stream.generate(fixture::order).limit(MOST_UNDER_WAY).toList();
        Order last = fixture.order();
        Order order = fixture.order();
        Optional<IdempotencyClaim> claim = Optional.of(claim(order));
        var ofTheSameBatch = new HeldOrder(last);
        List<HeldOrder> held = new ArrayList<>();
        List<Started<?>> started = new ArrayList<>();
        for (Order other : others) {
            held.add(new HeldOrder(other));
            started.add(open(other));
            awaitWaiting(started.size());
        }
        var placed = new Started<>(() -> fixture.placeOrder.place(order, claim, ResponseFactory.NONE));
        placed.awaitPark();
        Started<?> ofLast = open(last);
        ofLast.awaitPark();

        held.getFirst().release();
        started.getFirst().get();
        awaitWaiting(MOST_UNDER_WAY);
        // Its deadline has passed: it asks again, or it has left.
        await().atMost(LONGEST).pollInterval(Duration.ofMillis(5)).until(() -> placed.isDone() || waiting() == MOST_UNDER_WAY + 1);
        ofTheSameBatch.release();
        held.forEach(HeldOrder::release);

        assertThat(placed.get()).map(Order::id).contains(order.id());
        for (Started<?> other : started) {
            other.get();
        }
        ofLast.get();
        assertThat(orders.find(order.id())).isPresent();
        assertThat(count("orders")).isEqualTo(MOST_UNDER_WAY + 2);
        assertThat(keys.earlier(claim.get())).isInstanceOfSatisfying(
                IdempotencyKeys.Earlier.Unanswered.class, earlier -> assertThat(earlier.subject()).contains(order.id()));
    }

    @Test
    void anOrderIsStoredOnceHoweverOftenItIsOpened() {
        Order order = fixture.order();
        Optional<IdempotencyClaim> claim = Optional.of(claim(order));

        assertThat(orders.openAgain(order, LEASE, claim)).isTrue();
        keys.store(keys.keep(claim, OrderResponses.of(order)));
        assertThat(orders.openAgain(order, LEASE, claim)).isTrue();
        assertThat(orders.openAgain(order, LEASE, Optional.empty())).isTrue();

        assertThat(count("orders")).isEqualTo(1);
        assertThat(keys.earlier(claim.get())).isInstanceOf(IdempotencyKeys.Earlier.Answered.class);
    }

    @Test
    void anOrderWhoseKeyAnotherOrderHasIsNotStored() {
        Order other = fixture.order();
        orders.open(other, LEASE, Optional.of(claim(other)));
        Order order = fixture.order();

        assertThat(orders.openAgain(order, LEASE, Optional.of(claim(order)))).isFalse();

        assertThat(orders.find(order.id())).isEmpty();
    }

    private Started<Boolean> open(Order order) {
        return new Started<>(() -> orders.open(order, LEASE, Optional.empty()));
    }

    private static IdempotencyClaim claim(Order order) {
        return new IdempotencyClaim("caller", "/orders", "key", "hash", Optional.of(order.id()));
    }

    private static void awaitWaiting(int statements) {
        await().atMost(LONGEST).pollInterval(Duration.ofMillis(5)).until(() -> waiting() == statements);
    }

    /** Statements that wait for a lock. */
    private static long waiting() {
        return count("pg_locks where not granted");
    }

    private static long count(String table) {
        return new AdHocSql(database.sql()).first("select count(*) as n from " + table, row -> row.number("n")).orElseThrow();
    }

    /** Work in a thread of its own. */
    private static final class Started<T> {
        private final FutureTask<T> result;
        private final Thread thread;

        Started(Callable<T> work) {
            result = new FutureTask<>(work);
            thread = Thread.startVirtualThread(result);
        }

        void awaitPark() {
            await().atMost(LONGEST).pollInterval(Duration.ofMillis(5)).until(() -> thread.getState() == Thread.State.WAITING);
        }

        boolean isDone() {
            return result.isDone();
        }

        T get() throws Exception {
            return result.get();
        }
    }

    /** The insert of this order waits until it is released. */
    private static final class HeldOrder {
        private final CountDownLatch held = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);

        HeldOrder(Order order) throws InterruptedException {
            new Started<>(() -> Transactions.run(database, tx -> {
                new AdHocSql(tx).first(
                        "select true as held from pg_advisory_xact_lock(hashtext(?))", row -> row.flag("held"), order.customerId().toString());
                held.countDown();
                return awaitRelease();
            }));
            held.await();
        }

        private boolean awaitRelease() {
            try {
                released.await();
                return true;
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        }

        void release() {
            released.countDown();
        }
    }
}
