package dev.martlet.orders.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.orders.api.OrderEvents;
import dev.martlet.orders.domain.Order;
import dev.martlet.orders.domain.OrderLine;
import dev.martlet.orders.domain.OrderStatus;
import dev.martlet.orders.domain.PaymentStatus;
import dev.martlet.orders.domain.Rejection;
import dev.martlet.orders.domain.RejectionReason;
import dev.martlet.platform.core.Money;
import dev.martlet.platform.events.Event;
import dev.martlet.platform.runtime.idempotency.IdempotencyClaim;
import dev.martlet.platform.runtime.idempotency.IdempotencyKeys;
import dev.martlet.platform.sql.Database;
import dev.martlet.platform.testing.CountedSql;
import dev.martlet.platform.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The table orders on a real PostgreSQL. */
class OrderRepositoryTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.123456Z");
    private static Database database;

    private final CountedSql sql = new CountedSql(database.sql());
    private final OrderRepository orders = new OrderRepository(sql);
    private final RepositoryFixture shelf = new RepositoryFixture();

    @BeforeAll
    static void open() {
        database = TestDatabase.open("orders");
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void clear() {
        database.sql().execute("truncate orders, outbox, idempotency_keys");
    }

    @Test
    void whatIsRecordedIsRead() {
        var order = opened();
        assertThat(orders.find(order.id())).contains(order);

        var known = priced(order);
        orders.postpone(known, NOW);
        assertThat(orders.find(order.id()).orElseThrow().total()).isEqualTo(known.total());

        var rejecting = known.rejecting(new Rejection(RejectionReason.INSUFFICIENT_STOCK, List.of(shelf.product)), NOW);
        assertThat(orders.begin(OrderStatus.PENDING, rejecting, NOW)).isTrue();
        assertThat(orders.find(order.id())).contains(rejecting);

        var rejected = rejecting.undone(PaymentStatus.REFUNDED, NOW.plusSeconds(1));
        assertThat(orders.finish(OrderStatus.REJECTING, rejected, event(rejected))).isTrue();
        assertThat(orders.find(order.id())).contains(rejected);
    }

    @Test
    void aStatusThatHasMovedOnIsNotMovedAgainAndTellsNothing() {
        var order = priced(opened());
        assertThat(orders.begin(OrderStatus.PENDING, order.rejecting(Rejection.of(RejectionReason.EXPIRED), NOW), NOW)).isTrue();

        assertThat(orders.finish(OrderStatus.PENDING, order.confirmed(NOW), event(order))).isFalse();
        assertThat(orders.begin(OrderStatus.PENDING, order.rejecting(Rejection.of(RejectionReason.PAYMENT_DECLINED), NOW), NOW)).isFalse();
        orders.postpone(order, NOW.plusSeconds(99));

        assertThat(orders.find(order.id()).orElseThrow().rejection()).contains(Rejection.of(RejectionReason.EXPIRED));
        assertThat(orders.nextDue()).contains(NOW);
        assertThat(outbox()).isZero();
    }

    @Test
    void dueOrdersAreTakenOnceTheOldestFirst() {
        var later = opened(NOW.plusSeconds(2));
        var sooner = opened(NOW.plusSeconds(1));
        opened(NOW.plusSeconds(60));

        var taken = orders.take(1, NOW.plusSeconds(5), NOW.plusSeconds(20));
        assertThat(taken).extracting(Order::id).containsExactly(sooner.id());
        assertThat(taken.getFirst().attempts()).isEqualTo(1);
        assertThat(orders.take(9, NOW.plusSeconds(5), NOW.plusSeconds(20))).extracting(Order::id).containsExactly(later.id());
        assertThat(orders.take(9, NOW.plusSeconds(5), NOW.plusSeconds(20))).isEmpty();
        assertThat(orders.nextDue()).contains(NOW.plusSeconds(20));
    }

    @Test
    void aKeyThatIsTakenRecordsNoOrder() {
        var keys = new IdempotencyKeys(database);
        var first = shelf.order(NOW);
        var second = shelf.order(NOW);

        assertThat(keeping(keys, first).open(first, NOW)).isTrue();
        assertThat(keeping(keys, second).open(second, NOW)).isFalse();

        assertThat(orders.find(second.id())).isEmpty();
        assertThat(keys.earlier(claim(second))).isInstanceOfSatisfying(
                IdempotencyKeys.Earlier.Unanswered.class, earlier -> assertThat(earlier.subject()).contains(first.id()));
    }

    @Test
    void aConfirmedOrderTakesTwoStatementsWithItsKeyItsEventAndItsAnswer() {
        var keys = new IdempotencyKeys(database);
        var order = shelf.order();

        var placed = shelf.placeOrder.place(keeping(keys, order), order).orElseThrow();

        assertThat(placed.status()).isEqualTo(OrderStatus.CONFIRMED);
        assertThat(sql.statements()).isEqualTo(2);
        assertThat(outbox()).isEqualTo(1);
        assertThat(keys.earlier(claim(order))).isInstanceOfSatisfying(
                IdempotencyKeys.Earlier.Answered.class, earlier -> assertThat(earlier.answer().status()).isEqualTo(201));
        assertThat(orders.find(order.id())).contains(placed);
    }

    @Test
    void anOrderThatWaitsHasItsOwnTimeWhileFinalOnesHaveNone() {
        opened(NOW.plus(Duration.ofHours(1)));
        shelf.placeOrder.place(orders, shelf.order());

        assertThat(orders.nextDue()).contains(NOW.plus(Duration.ofHours(1)));
        assertThat(new OrderListRepository(sql).oldestUnfinished()).contains(NOW);
    }

    private Order opened() {
        return opened(NOW);
    }

    private Order opened(Instant retryAt) {
        var order = shelf.order(NOW);
        orders.open(order, retryAt);
        return order;
    }

    private static Order priced(Order order) {
        var lines = order.lines().stream()
                .map(line -> new OrderLine(line.productId(), line.quantity(), Optional.of("Ä thing 🎈"), Optional.of(Money.of(5, "EUR"))))
                .toList();
        return order.priced(lines).orElseThrow().paying(order.payment().answered(UUID.randomUUID(), PaymentStatus.AUTHORIZED));
    }

    private static Event<?> event(Order order) {
        return Event.of(OrderEvents.REJECTED, order.id(), NOW, new OrderEvents.OrderRejected(order.id(), order.customerId(), "expired"));
    }

    private OrderRepository keeping(IdempotencyKeys keys, Order order) {
        return orders.keeping(new OrderReceipt(keys, Optional.of(claim(order))));
    }

    private static IdempotencyClaim claim(Order order) {
        return new IdempotencyClaim("caller", "/orders", "key", "hash", Optional.of(order.id()));
    }

    private static long outbox() {
        return database.sql().first("select count(*) as n from outbox", row -> row.number("n")).orElseThrow();
    }
}
