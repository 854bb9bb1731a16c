package dev.martlet.orders.infrastructure;

import dev.martlet.orders.application.StatusListener;
import dev.martlet.orders.domain.Order;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Delivers status changes to the streams of an order: those of this process at once, those of other processes by one query a second for all watched orders
 * together, while there are any.
 */
public final class StatusFeed implements StatusListener {
    private final Function<Collection<UUID>, List<StatusChange>> statuses;
    private final Map<UUID, Set<Watch>> watches = new ConcurrentHashMap<>();

    public StatusFeed(OrderListRepository queries) {
        this(queries::statuses);
    }

    /** @param statuses reads the current status of orders */
    StatusFeed(Function<Collection<UUID>, List<StatusChange>> statuses) {
        this.statuses = statuses;
    }

    @Override
    public void changed(Order order) {
        publish(StatusChange.of(order));
    }

    /** @return false: nothing more to do before the next run */
    public boolean poll() {
        if (!watches.isEmpty()) {
            statuses.apply(watches.keySet()).forEach(this::publish);
        }
        return false;
    }

    Watch watch(UUID orderId) {
        var watch = new Watch(orderId);
        watches.compute(orderId, (_, others) -> {
            var all = others == null ? ConcurrentHashMap.<Watch>newKeySet() : others;
            all.add(watch);
            return all;
        });
        return watch;
    }

    private void publish(StatusChange change) {
        watches.getOrDefault(change.orderId(), Set.of()).forEach(watch -> watch.changes.offer(change));
    }

    /** One stream's subscription to an order. If the stream is too slow, changes are dropped: the next poll publishes the current status again. */
    final class Watch implements AutoCloseable {
        private static final int MAX_PENDING = 8;

        private final UUID orderId;
        private final BlockingQueue<StatusChange> changes = new ArrayBlockingQueue<>(MAX_PENDING);

        private Watch(UUID orderId) {
            this.orderId = orderId;
        }

        /** The next change, which may repeat the last one; empty if there is none within the time. */
        Optional<StatusChange> next(Duration time) throws InterruptedException {
            return Optional.ofNullable(changes.poll(time.toMillis(), TimeUnit.MILLISECONDS));
        }

        @Override
        public void close() {
            watches.computeIfPresent(orderId, (_, all) -> {
                all.remove(this);
                return all.isEmpty() ? null : all;
            });
        }
    }
}
