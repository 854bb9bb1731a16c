package dev.martlet.orders.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.orders.FaultInjector.Moment;
import dev.martlet.orders.RepositoryFixture;
import dev.martlet.orders.application.ResponseFactory;
import dev.martlet.orders.domain.Order;
import dev.martlet.orders.domain.OrderStatus;
import dev.martlet.platform.calls.OutcomeUnknown;
import dev.martlet.platform.events.Outbox;
import dev.martlet.platform.sql.AdHocSql;
import dev.martlet.platform.sql.Database;
import dev.martlet.platform.sql.Sql;
import dev.martlet.platform.testing.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Several processes run the same orders concurrently, on a real database. */
class ConcurrentOrdersTest {
    private static final int ORDERS = 60;
    @AutoClose
    private static final Database database = TestDatabase.open("orders");
    private static final Sql sql = database.sql();

    private final OrderRepository orders = new OrderRepository(database.sql(), new SimpleMeterRegistry(), new Outbox());
    private final RepositoryFixture fixture = new RepositoryFixture(orders);

    @Test
    void concurrentCancellationsRefundOnce() throws Exception {
        for (int i = 0; i < ORDERS; i++) {
            var id = place().id();

            runConcurrently(3, () -> fixture.cancelOrder.cancel(id, () -> { }));

            assertThat(status(id)).isEqualTo(OrderStatus.CANCELLED);
            assertThat(events(id)).isEqualTo(2);
        }
        assertThat(fixture.payments.held()).isZero();
        assertThat(fixture.products.stock(fixture.product)).isEqualTo(RepositoryFixture.STOCK);
    }

    @Test
    void concurrentWorkersConfirmEachOrderOnce() throws Exception {
        fixture.payments.faults = (moment, _) -> {
            if (moment == Moment.AFTER && ThreadLocalRandom.current().nextInt(3) > 0) {
                throw new OutcomeUnknown("lost", null);
            }
        };
        var ids = Stream.generate(() -> place().id()).limit(ORDERS).toList();
        Callable<Object> worker = () -> fixture.recovery().recover();
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();

        while (!ids.stream().map(this::status).allMatch(OrderStatus::isFinal) && System.nanoTime() < end) {
            new AdHocSql(sql).execute("update orders set retry_at = now() - interval '1 minute' where retry_at is not null");
            runConcurrently(4, worker);
        }

        assertThat(ids).allMatch(id -> status(id) == OrderStatus.CONFIRMED && events(id) == 1);
        assertThat(fixture.payments.charges).hasSize(ORDERS);
        assertThat(RepositoryFixture.STOCK - fixture.products.stock(fixture.product)).isEqualTo(ORDERS);
    }

    private Order place() {
        return fixture.placeOrder.place(fixture.order(), Optional.empty(), ResponseFactory.NONE).orElseThrow();
    }

    private OrderStatus status(UUID id) {
        return orders.find(id).orElseThrow().status();
    }

    private static long events(UUID id) {
        return new AdHocSql(sql).first("select count(*) as n from outbox where key = ?", row -> row.number("n"), id.toString()).orElseThrow();
    }

    private static void runConcurrently(int times, Callable<Object> request) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.invokeAll(Collections.nCopies(times, request)).forEach(Future::resultNow);
        }
    }
}
