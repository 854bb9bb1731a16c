package dev.martlet.orders.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.orders.FaultInjector.Moment;
import dev.martlet.orders.domain.Order;
import dev.martlet.orders.domain.OrderStatus;
import dev.martlet.platform.calls.OutcomeUnknown;
import dev.martlet.platform.sql.Database;
import dev.martlet.platform.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Several processes work on the same orders at once, on a real database. */
class ConcurrentOrdersTest {
    private static final int ORDERS = 60;
    private static Database database;

    private final OrderRepository orders = new OrderRepository(database.sql());
    private final RepositoryFixture shelf = new RepositoryFixture();

    @BeforeAll
    static void open() {
        database = TestDatabase.open("orders");
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void racingCancellationsRefundOnce() throws Exception {
        for (int i = 0; i < ORDERS; i++) {
            var id = place().id();

            race(() -> shelf.cancelOrder.cancel(orders, id), () -> shelf.cancelOrder.cancel(orders, id), () -> shelf.cancelOrder.cancel(orders, id));

            assertThat(status(id)).isEqualTo(OrderStatus.CANCELLED);
            assertThat(events(id)).isEqualTo(2);
        }
        assertThat(shelf.payments.held()).isZero();
        assertThat(shelf.products.stock(shelf.product)).isEqualTo(RepositoryFixture.STOCK);
    }

    @Test
    void ordersThatManyWorkersFinishAreConfirmedOnce() throws Exception {
        shelf.payments.faults = (moment, _) -> {
            if (moment == Moment.AFTER && ThreadLocalRandom.current().nextInt(3) > 0) {
                throw new OutcomeUnknown("lost", null);
            }
        };
        var ids = Stream.generate(() -> place().id()).limit(ORDERS).toList();
        Callable<Object> worker = () -> shelf.recovery(orders).runSome();
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();

        while (!ids.stream().map(this::status).allMatch(OrderStatus::isFinal) && System.nanoTime() < end) {
            database.sql().execute("update orders set retry_at = now() - interval '1 minute' where retry_at is not null");
            race(worker, worker, worker, worker);
        }

        assertThat(ids).allMatch(id -> status(id) == OrderStatus.CONFIRMED && events(id) == 1);
        assertThat(shelf.payments.charges).hasSize(ORDERS);
        assertThat(RepositoryFixture.STOCK - shelf.products.stock(shelf.product)).isEqualTo(ORDERS);
    }

    private Order place() {
        return shelf.placeOrder.place(orders, shelf.order()).orElseThrow();
    }

    private OrderStatus status(UUID id) {
        return orders.find(id).orElseThrow().status();
    }

    private static long events(UUID id) {
        return database.sql().first("select count(*) as n from outbox where key = ?", row -> row.number("n"), id.toString()).orElseThrow();
    }

    @SafeVarargs
    private static void race(Callable<Object>... requests) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.invokeAll(List.of(requests)).forEach(Future::resultNow);
        }
    }
}
