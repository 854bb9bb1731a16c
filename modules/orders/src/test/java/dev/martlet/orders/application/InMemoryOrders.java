package dev.martlet.orders.application;

import dev.martlet.orders.FaultInjector;
import dev.martlet.orders.FaultInjector.Kind;
import dev.martlet.orders.domain.Order;
import dev.martlet.orders.domain.OrderStatus;
import dev.martlet.platform.events.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** The table orders in memory. */
final class InMemoryOrders implements Orders {
    final List<String> events = new ArrayList<>();
    FaultInjector faults = FaultInjector.none();
    private final Map<UUID, Order> rows = new HashMap<>();
    private final Map<UUID, Instant> retries = new HashMap<>();

    @Override
    public boolean open(Order order, Instant retryAt) {
        return statement(() -> {
            write(order, Optional.of(retryAt));
            return true;
        });
    }

    @Override
    public Optional<Order> find(UUID id) {
        return statement(() -> Optional.ofNullable(rows.get(id)));
    }

    @Override
    public boolean begin(OrderStatus from, Order undoing, Instant retryAt) {
        return statement(() -> move(from, undoing, Optional.of(retryAt)));
    }

    @Override
    public boolean finish(OrderStatus from, Order end, Event<?> event) {
        return statement(() -> {
            boolean moved = move(from, end, Optional.empty());
            if (moved) {
                events.add(event.type());
            }
            return moved;
        });
    }

    @Override
    public void postpone(Order order, Instant retryAt) {
        statement(() -> move(order.status(), attempted(order, Math.max(order.attempts(), 1)), Optional.of(retryAt)));
    }

    @Override
    public List<Order> take(int limit, Instant now, Instant retryAt) {
        return statement(() -> retries.entrySet().stream()
                .filter(entry -> !entry.getValue().isAfter(now))
                .sorted(Map.Entry.comparingByValue())
                .limit(limit)
                .map(entry -> rows.get(entry.getKey()))
                .toList()
                .stream()
                .map(order -> write(attempted(order, order.attempts() + 1), Optional.of(retryAt)))
                .toList());
    }

    @Override
    public Optional<Instant> nextDue() {
        return statement(() -> retries.values().stream().min(Instant::compareTo));
    }

    Optional<Order> recorded(UUID id) {
        return Optional.ofNullable(rows.get(id));
    }

    Optional<Instant> retryAt(UUID id) {
        return Optional.ofNullable(retries.get(id));
    }

    /** One after the other, as the database has them. */
    private <T> T statement(Supplier<T> step) {
        return faults.around(Kind.STATEMENT, () -> {
            synchronized (rows) {
                return step.get();
            }
        });
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
