package dev.martlet.orders.application;

import dev.martlet.orders.FaultInjector;
import dev.martlet.orders.FaultInjector.Kind;
import dev.martlet.orders.domain.Order;
import dev.martlet.orders.domain.OrderStatus;
import dev.martlet.platform.events.Event;
import dev.martlet.platform.runtime.idempotency.IdempotencyClaim;
import dev.martlet.platform.runtime.idempotency.StoredResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** The table orders in memory, with the clock of its database. */
final class InMemoryOrders implements Orders {
    final List<String> events = new ArrayList<>();
    FaultInjector faults = FaultInjector.none();
    private final Clock clock;
    private final Map<UUID, Order> rows = new HashMap<>();
    private final Map<UUID, Instant> retries = new HashMap<>();

    InMemoryOrders(Clock clock) {
        this.clock = clock;
    }

    @Override
    public boolean open(Order order, Duration lease, Optional<IdempotencyClaim> claim) {
        return statement(() -> {
            write(order, in(lease));
            return true;
        });
    }

    @Override
    public boolean openAgain(Order order, Duration lease, Optional<IdempotencyClaim> claim) {
        return statement(() -> {
            if (!rows.containsKey(order.id())) {
                write(order, in(lease));
            }
            return true;
        });
    }

    @Override
    public Optional<Order> find(UUID id) {
        return statement(() -> Optional.ofNullable(rows.get(id)));
    }

    @Override
    public boolean begin(OrderStatus from, Order undoing, Duration lease) {
        return statement(() -> move(from, undoing, in(lease)));
    }

    @Override
    public boolean finish(OrderStatus from, Order end, Event<?> event, Optional<StoredResponse> response) {
        return statement(() -> {
            boolean moved = move(from, end, Optional.empty());
            if (moved) {
                events.add(event.type());
            }
            return moved;
        });
    }

    @Override
    public void postpone(Order order, Duration delay) {
        statement(() -> move(order.status(), attempted(order, Math.max(order.attempts(), 1)), in(delay)));
    }

    @Override
    public List<DueOrder> take(int limit, Duration lease) {
        return statement(() -> retries.entrySet().stream()
                .filter(entry -> !entry.getValue().isAfter(clock.instant()))
                .sorted(Map.Entry.comparingByValue())
                .limit(limit)
                .map(entry -> rows.get(entry.getKey()))
                .toList()
                .stream()
                .map(order -> new DueOrder(write(attempted(order, order.attempts() + 1), in(lease)), Optional.empty()))
                .toList());
    }

    @Override
    public Optional<Duration> timeToNextDue() {
        return statement(() -> retries.values().stream().min(Instant::compareTo).map(due -> Duration.between(clock.instant(), due)));
    }

    @Override
    public boolean retryNow(UUID id) {
        return statement(() -> {
            boolean isDue = retries.containsKey(id) && rows.get(id).attempts() > 0;
            if (isDue) {
                retries.put(id, clock.instant());
            }
            return isDue;
        });
    }

    Optional<Order> stored(UUID id) {
        return Optional.ofNullable(rows.get(id));
    }

    Optional<Instant> retryAt(UUID id) {
        return Optional.ofNullable(retries.get(id));
    }

    /** One at a time, as row locks in the database have it. */
    private <T> T statement(Supplier<T> step) {
        return faults.around(Kind.STATEMENT, () -> {
            synchronized (rows) {
                return step.get();
            }
        });
    }

    private Optional<Instant> in(Duration time) {
        return Optional.of(clock.instant().plus(time));
    }

    private boolean move(OrderStatus from, Order to, Optional<Instant> retryAt) {
        if (rows.get(to.id()).status() != from) {
            return false;
        }
        write(to, retryAt);
        return true;
    }

    private Order write(Order order, Optional<Instant> retryAt) {
        rows.put(order.id(), order);
        retryAt.ifPresentOrElse(time -> retries.put(order.id(), time), () -> retries.remove(order.id()));
        return order;
    }

    private static Order attempted(Order order, int attempts) {
        return new Order(order.id(), order.customerId(), order.lines(), order.payment(), order.status(), order.rejection(), attempts,
                order.createdAt(), order.updatedAt());
    }
}
