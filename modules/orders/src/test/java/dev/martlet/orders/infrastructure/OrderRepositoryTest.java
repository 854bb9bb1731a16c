package dev.martlet.orders.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.orders.RepositoryFixture;
import dev.martlet.orders.api.OrderEvents;
import dev.martlet.orders.application.ResponseFactory;
import dev.martlet.orders.domain.Order;
import dev.martlet.orders.domain.OrderLine;
import dev.martlet.orders.domain.OrderStatus;
import dev.martlet.orders.domain.PaymentStatus;
import dev.martlet.orders.domain.Rejection;
import dev.martlet.orders.domain.RejectionReason;
import dev.martlet.platform.core.Money;
import dev.martlet.platform.events.Event;
import dev.martlet.platform.events.Outbox;
import dev.martlet.platform.runtime.idempotency.IdempotencyClaim;
import dev.martlet.platform.runtime.idempotency.IdempotencyKeys;
import dev.martlet.platform.sql.AdHocSql;
import dev.martlet.platform.sql.Database;
import dev.martlet.platform.sql.Sql;
import dev.martlet.platform.testing.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The table orders on a real PostgreSQL. */
class OrderRepositoryTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.123456Z");
    /** Longer than a test takes. */
    private static final Duration LEASE = Duration.ofMinutes(10);
    @AutoClose
    private static final Database database = TestDatabase.open("orders");
    private static final Sql sql = database.sql();

    private final OrderRepository orders = new OrderRepository(database.sql(), new SimpleMeterRegistry(), new Outbox());
    private final RepositoryFixture fixture = new RepositoryFixture(orders);

    @BeforeEach
    void clear() {
        new AdHocSql(sql).execute("truncate orders, outbox, idempotency_keys");
    }

    @Test
    void aStoredOrderIsRead() {
        var order = opened();
        assertThat(orders.find(order.id())).contains(order);

        var known = priced(order);
        orders.postpone(known, Duration.ZERO);
        assertThat(orders.find(order.id()).orElseThrow().total()).isEqualTo(known.total());

        var rejecting = known.rejecting(new Rejection(RejectionReason.INSUFFICIENT_STOCK, List.of(fixture.product)), NOW);
        assertThat(orders.begin(OrderStatus.PENDING, rejecting, LEASE)).isTrue();
        assertThat(orders.find(order.id())).contains(rejecting);

        var rejected = ended(rejecting).undone(NOW.plusSeconds(1));
        assertThat(orders.finish(OrderStatus.REJECTING, rejected, event(rejected), Optional.empty())).isTrue();
        assertThat(orders.find(order.id())).contains(rejected);
    }

    @Test
    void aChangedStatusIsNotChangedAgainAndPublishesNothing() {
        var order = priced(opened());
        assertThat(orders.begin(OrderStatus.PENDING, order.rejecting(Rejection.of(RejectionReason.EXPIRED), NOW), LEASE)).isTrue();

        assertThat(orders.finish(OrderStatus.PENDING, order.confirmed(NOW), event(order), Optional.empty())).isFalse();
        assertThat(orders.begin(OrderStatus.PENDING, order.rejecting(Rejection.of(RejectionReason.PAYMENT_DECLINED), NOW), LEASE)).isFalse();
        orders.postpone(order, LEASE.multipliedBy(3));

        assertThat(orders.find(order.id()).orElseThrow().rejection()).contains(Rejection.of(RejectionReason.EXPIRED));
        assertThatNextIsDueIn(LEASE);
        assertThat(outbox()).isZero();
    }

    @Test
    void dueOrdersAreTakenOnceTheOldestFirst() {
        var later = opened(Duration.ofSeconds(-1));
        var sooner = opened(Duration.ofSeconds(-2));
        opened(LEASE.multipliedBy(2));

        var taken = orders.take(1, LEASE);
        assertThat(taken).extracting(due -> due.order().id()).containsExactly(sooner.id());
        assertThat(taken.getFirst().order().attempts()).isEqualTo(1);
        assertThat(orders.take(9, LEASE)).extracting(due -> due.order().id()).containsExactly(later.id());
        assertThat(orders.take(9, LEASE)).isEmpty();
        assertThatNextIsDueIn(LEASE);
    }

    @Test
    void anOrderWithAClaimedKeyIsNotStored() {
        var keys = new IdempotencyKeys(database);
        var first = fixture.order(NOW);
        var second = fixture.order(NOW);

        assertThat(orders.open(first, LEASE, claim(first))).isTrue();
        assertThat(orders.open(second, LEASE, claim(second))).isFalse();

        assertThat(orders.find(second.id())).isEmpty();
        assertThat(keys.earlier(claim(second).orElseThrow())).isInstanceOfSatisfying(
                IdempotencyKeys.Earlier.Unanswered.class, earlier -> assertThat(earlier.subject()).contains(first.id()));
    }

    @Test
    void aRepeatedRequestFindsTheOrderAfterItsFirstAttempt() {
        var running = opened();
        var crashed = opened(Duration.ofSeconds(-1));
        var postponed = opened();
        orders.postpone(postponed, LEASE);
        var confirmed = fixture.placeOrder.place(fixture.order(), Optional.empty(), ResponseFactory.NONE).orElseThrow();

        assertThat(orders.findUnlessInFirstAttempt(running.id())).isEmpty();
        assertThat(orders.findUnlessInFirstAttempt(crashed.id())).isPresent();
        assertThat(orders.findUnlessInFirstAttempt(postponed.id())).isPresent();
        assertThat(orders.findUnlessInFirstAttempt(confirmed.id())).contains(confirmed);
    }

    @Test
    void anUnfinishedOrderHasADueTimeAndAFinalOneHasNone() {
        opened(LEASE);
        fixture.placeOrder.place(fixture.order(), Optional.empty(), ResponseFactory.NONE);

        assertThatNextIsDueIn(LEASE);
        assertThat(new OrderListRepository(database.sql()).oldestUnfinished()).contains(NOW);
    }

    @Test
    void withoutUnfinishedOrdersNothingIsDue() {
        assertThat(orders.timeToNextDue()).isEmpty();
    }

    private Order opened() {
        return opened(LEASE);
    }

    private Order opened(Duration lease) {
        var order = fixture.order(NOW);
        orders.open(order, lease, Optional.empty());
        return order;
    }

    private void assertThatNextIsDueIn(Duration time) {
        assertThat(orders.timeToNextDue().orElseThrow()).isBetween(time.dividedBy(2), time);
    }

    private static Order ended(Order order) {
        return order.paying(order.payment().ended(PaymentStatus.REFUNDED));
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

    private static Optional<IdempotencyClaim> claim(Order order) {
        return Optional.of(new IdempotencyClaim("caller", "/orders", "key", "hash", Optional.of(order.id())));
    }

    private static long outbox() {
        return new AdHocSql(sql).first("select count(*) as n from outbox", row -> row.number("n")).orElseThrow();
    }
}
