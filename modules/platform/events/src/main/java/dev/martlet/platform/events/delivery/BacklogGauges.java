package dev.martlet.platform.events.delivery;

import dev.martlet.platform.events.delivery.EventBacklog.Direction;
import dev.martlet.platform.sql.Database;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** What waits in a module's outbox and among its failed events, looked up now and then and shown from memory. */
final class BacklogGauges {
    private final Database database;
    private final String module;
    private final String[] subscribers;
    private final boolean subscribes;
    private volatile List<EventBacklog> latest;

    BacklogGauges(Database database, String module, String[] subscribers, boolean subscribes) {
        this.database = database;
        this.module = module;
        this.subscribers = subscribers;
        this.subscribes = subscribes;
        latest = nothing();
    }

    List<EventBacklog> latest() {
        return latest;
    }

    /** @return false: there is no more to do until the next refresh */
    boolean refresh() {
        var found = new ArrayList<EventBacklog>();
        if (subscribers.length > 0) {
            found.addAll(BacklogRepository.outbox(database.sql(), module, subscribers));
        }
        if (subscribes) {
            found.addAll(BacklogRepository.failed(database.sql(), module));
        }
        latest = List.copyOf(found);
        return false;
    }

    void register(MeterRegistry meters) {
        for (EventBacklog line : nothing()) {
            var tags = Tags.of("module", module, "direction", line.direction().name().toLowerCase(Locale.ROOT), "subscriber", line.subscriber());
            gauge(meters, "martlet.events.pending", "Events that wait to be delivered or handled", tags, line, EventBacklog::waiting);
            Gauge.builder("martlet.events.pending.age", () -> value(line, known -> known.oldest().toMillis() / 1000.0))
                    .description("How long the oldest pending event has waited")
                    .baseUnit("seconds")
                    .tags(tags)
                    .register(meters);
            if (line.direction() == Direction.INBOX) {
                var own = Tags.of("module", module);
                gauge(meters, "martlet.events.failed", "Pending events whose handler has failed at least once", own, line, EventBacklog::failed);
                gauge(meters, "martlet.events.dead", "Events parked as dead after their last attempt", own, line, EventBacklog::dead);
            }
        }
    }

    private void gauge(
            MeterRegistry meters, String name, String description, Tags tags, EventBacklog line, ToDoubleFunction<EventBacklog> reader) {
        Gauge.builder(name, () -> value(line, reader)).description(description).tags(tags).register(meters);
    }

    private double value(EventBacklog line, ToDoubleFunction<EventBacklog> reader) {
        Optional<EventBacklog> now = latest.stream()
                .filter(known -> known.direction() == line.direction() && known.subscriber().equals(line.subscriber()))
                .findFirst();
        return now.map(reader::applyAsDouble).orElse(0.0);
    }

    private List<EventBacklog> nothing() {
        var lines = new ArrayList<EventBacklog>();
        for (String subscriber : subscribers) {
            lines.add(EventBacklog.none(module, Direction.OUTBOX, subscriber));
        }
        if (subscribes) {
            lines.add(EventBacklog.none(module, Direction.INBOX, module));
        }
        return List.copyOf(lines);
    }
}
