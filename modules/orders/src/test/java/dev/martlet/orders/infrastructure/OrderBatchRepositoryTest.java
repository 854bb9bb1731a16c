package dev.martlet.orders.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.orders.RepositoryFixture;
import dev.martlet.orders.api.OrderEvents;
import dev.martlet.orders.domain.CardToken;
import dev.martlet.orders.domain.Order;
import dev.martlet.orders.domain.OrderLine;
import dev.martlet.orders.domain.OrderPayment;
import dev.martlet.orders.domain.OrderStatus;
import dev.martlet.orders.domain.PaymentMethod;
import dev.martlet.platform.core.Ids;
import dev.martlet.platform.events.Event;
import dev.martlet.platform.events.Outbox;
import dev.martlet.platform.http.Response;
import dev.martlet.platform.runtime.idempotency.IdempotencyClaim;
import dev.martlet.platform.runtime.idempotency.IdempotencyKeys;
import dev.martlet.platform.runtime.idempotency.StoredResponse;
import dev.martlet.platform.sql.AdHocSql;
import dev.martlet.platform.sql.Database;
import dev.martlet.platform.sql.SqlFailure;
import dev.martlet.platform.testing.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many orders that are opened and finished concurrently, and so in batches, on a real PostgreSQL. */
class OrderBatchRepositoryTest {
    private static final int MANY = 200;
    private static final Duration LEASE = Duration.ofMinutes(10);
    @AutoClose
    private static final Database database = TestDatabase.open("orders");

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final OrderRepository orders = new OrderRepository(database.sql(), meters, new Outbox());
    private final RepositoryFixture fixture = new RepositoryFixture(orders);
    private final IdempotencyKeys keys = new IdempotencyKeys(database);

    @BeforeEach
    void clear() {
        new AdHocSql(database.sql()).execute("truncate orders, outbox, idempotency_keys");
    }

    @Test
    void ofManyOrdersWithTheSameKeyOneIsStored() {
        List<Order> all = orders(MANY);
        List<Order> stored = chosen(all, order -> orders.open(order, LEASE, Optional.of(claim(order, "key " + all.indexOf(order) % 50))));

        assertThat(stored).hasSize(50);
        assertThat(count("orders")).isEqualTo(50);
        assertThat(count("idempotency_keys")).isEqualTo(50);
        assertThat(new AdHocSql(database.sql()).list("select subject from idempotency_keys", row -> row.uuid("subject")))
                .containsExactlyInAnyOrderElementsOf(stored.stream().map(Order::id).toList());
        assertThat(meters.get("martlet.sql.batch.size").tag("statement", "orders.open").summary().max()).isGreaterThan(1);
    }

    @Test
    void ordersWithoutAKeyAreAllStored() {
        assertThat(chosen(orders(MANY), order -> orders.open(order, LEASE, Optional.empty()))).hasSize(MANY);
        assertThat(count("orders")).isEqualTo(MANY);
        assertThat(count("idempotency_keys")).isZero();
    }

    @Test
    void eachOrderIsFinishedOnceWithItsEventAndItsAnswer() {
        List<Order> all = orders(MANY);
        chosen(all, order -> orders.open(order, LEASE, Optional.of(claim(order, order.id().toString()))));

        List<Order> finished = chosen(twice(all), order -> orders.finish(OrderStatus.PENDING, order.confirmed(order.createdAt()), event(order), answer(order)));

        assertThat(finished).containsExactlyInAnyOrderElementsOf(all);
        assertThat(new AdHocSql(database.sql()).list("select key from outbox", row -> row.uuid("key")))
                .containsExactlyInAnyOrderElementsOf(all.stream().map(Order::id).toList());
        assertThat(all).allSatisfy(order -> {
            assertThat(orders.find(order.id()).orElseThrow().status()).isEqualTo(OrderStatus.CONFIRMED);
            assertThat(keys.earlier(claim(order, order.id().toString()))).isInstanceOfSatisfying(IdempotencyKeys.Earlier.Answered.class,
                    earlier -> assertThat(earlier.answer().headers()).containsEntry("Location", "/orders/" + order.id()));
        });
        assertThat(meters.get("martlet.sql.batch.size").tag("statement", "orders.finish").summary().max()).isGreaterThan(1);
    }

    @Test
    void anOrderThatPostgresRefusesHurtsNoOther() {
        var unstorable = Order.placed(Ids.next(), UUID.randomUUID(), List.of(OrderLine.requested(fixture.product, 1)),
                OrderPayment.by(PaymentMethod.CARD, Optional.of(new CardToken("tok\u0000"))), fixture.clock.instant());
        List<Order> all = IntStream.range(0, MANY).mapToObj(n -> n % 50 == 25 ? unstorable : fixture.order()).toList();

        List<Order> stored = chosen(all, order -> {
            try {
                return orders.open(order, LEASE, Optional.empty());
            } catch (SqlFailure refused) {
                assertThat(order).isSameAs(unstorable);
                return false;
            }
        });

        assertThat(stored).hasSize(MANY - 4).doesNotContain(unstorable);
        assertThat(count("orders")).isEqualTo(MANY - 4);
    }

    private List<Order> orders(int number) {
        return IntStream.range(0, number).mapToObj(_ -> fixture.order()).toList();
    }

    private static List<Order> twice(List<Order> all) {
        return all.stream().flatMap(order -> IntStream.range(0, 2).mapToObj(_ -> order)).toList();
    }

    /** Those that the action accepts. Each has a thread. */
    private static List<Order> chosen(List<Order> all, Predicate<Order> action) {
        return all.stream()
                .map(order -> CompletableFuture.supplyAsync(() -> Optional.of(order).filter(action), Thread::startVirtualThread))
                .toList().stream()
                .map(CompletableFuture::join)
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<StoredResponse> answer(Order order) {
        return keys.keep(Optional.of(claim(order, order.id().toString())), Response.created("/orders/" + order.id(), "done"));
    }

    private static IdempotencyClaim claim(Order order, String key) {
        return new IdempotencyClaim("caller", "/orders", key, "hash", Optional.of(order.id()));
    }

    private static Event<?> event(Order order) {
        return Event.of(OrderEvents.REJECTED, order.id(), order.createdAt(), new OrderEvents.OrderRejected(order.id(), order.customerId(), "expired"));
    }

    private static long count(String table) {
        return new AdHocSql(database.sql()).first("select count(*) as n from " + table, row -> row.number("n")).orElseThrow();
    }
}
