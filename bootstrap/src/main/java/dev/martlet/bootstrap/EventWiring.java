package dev.martlet.bootstrap;

import dev.martlet.platform.events.delivery.DeadEvent;
import dev.martlet.platform.events.delivery.DeadEvents;
import dev.martlet.platform.events.delivery.EventBacklog;
import dev.martlet.platform.events.delivery.EventFilter;
import dev.martlet.platform.events.delivery.EventSettings;
import dev.martlet.platform.events.delivery.ModuleEvents;
import dev.martlet.platform.http.PageRequest;
import dev.martlet.platform.http.Request;
import dev.martlet.platform.http.Response;
import dev.martlet.platform.kafka.KafkaEvents;
import dev.martlet.platform.runtime.ModuleDescriptor;
import dev.martlet.platform.runtime.idempotency.IdempotencyKeys;
import dev.martlet.platform.runtime.running.RunningModule;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Stream;

/** The events of the modules of this process: who publishes is connected with who listens, wherever that is. */
final class EventWiring implements AutoCloseable {
    private final ProcessConfig config;
    private final ModuleCalls calls;
    private final MeterRegistry meters;
    /** The management port reads it while modules still join. */
    private final Map<String, ModuleEvents> modules = new ConcurrentSkipListMap<>();
    /** Empty where events are handed over directly. */
    private final Optional<KafkaEvents> kafka;

    /**
     * What waits in a module's tables.
     *
     * @param outbox recorded here and not yet with the subscriber, by subscriber
     * @param inbox received here and waiting to be tried again, because they or others of their key failed
     * @param halted the subscribers that have handled events which the database here does not have: nothing is delivered to them
     * @param oldestSeconds how long the oldest of all these has waited
     * @param dead given up on, until an operator decides
     */
    record Waiting(Map<String, Long> outbox, long inbox, long oldestSeconds, long dead, List<String> halted) {}

    /**
     * What carries events between modules.
     *
     * @param brokers UP or DOWN; only where there are brokers
     */
    record Transport(String transport, Optional<String> brokers) {}

    EventWiring(ProcessConfig config, ModuleCalls calls, MeterRegistry meters) {
        this.config = config;
        this.calls = calls;
        this.meters = meters;
        kafka = config.events().transport() == EventSettings.Transport.KAFKA ? Optional.of(new KafkaEvents(config.kafka(), meters)) : Optional.empty();
    }

    /** Takes part in events on behalf of a module that has started. */
    void join(RunningModule module) {
        ModuleDescriptor descriptor = module.descriptor();
        var events = new ModuleEvents(
                module.database(), descriptor.name(), !descriptor.publishes().isEmpty(), module.outbox(), module.subscriptions(), config.events(), meters);
        calls.takeIn(descriptor.name(), events.intake());
        modules.put(descriptor.name(), events);
    }

    /** Once every module has joined. */
    void begin() {
        modules.forEach((module, events) -> kafka.ifPresentOrElse(broker -> byKafka(broker, module, events), () -> directly(module, events)));
        modules.values().forEach(ModuleEvents::start);
        kafka.ifPresent(KafkaEvents::start);
    }

    Transport transport() {
        return new Transport(
                config.events().transport().name().toLowerCase(Locale.ROOT),
                kafka.map(broker -> broker.brokersAnswer() ? "UP" : "DOWN"));
    }

    /** What waits, as it was looked up lately, of all modules that have joined. */
    Stream<EventBacklog> backlog() {
        return modules.values().stream().flatMap(events -> events.backlog().stream());
    }

    /** Empty while the module has not joined. */
    Optional<Waiting> waiting(String module) {
        return Optional.ofNullable(modules.get(module)).map(EventWiring::waiting);
    }

    PageRequest.Page<DeadEvent> dead(PageRequest page) {
        return page.page(deadEvents().list(EventFilter.NONE, page.before(), page.fetch()), DeadEvent::id, Function.identity());
    }

    /** @return the answer of the first module that has the dead event, once for each idempotency key of the request; empty if none has it */
    Optional<Response> retry(Request request) {
        return deadEvents().retry(request.id("id"), (database, revive) -> {
            try {
                return Optional.of(new IdempotencyKeys(database).once(request, Map.of(), tx -> revived(revive.test(tx))));
            } catch (Elsewhere _) {
                return Optional.empty();
            }
        });
    }

    private static Response revived(boolean known) {
        if (!known) {
            throw new Elsewhere();
        }
        return Response.noContent();
    }

    /** Ends a transaction of a module that does not have a dead event, and its claim on the idempotency key. */
    private static final class Elsewhere extends RuntimeException {
        private static final long serialVersionUID = 1;

        Elsewhere() {
            super(null, null, false, false);
        }
    }

    boolean drop(UUID id) {
        return deadEvents().drop(id);
    }

    /** Batches under way are finished first; those of all modules at once, so that the slowest alone decides how long it takes. */
    @Override
    public void close() {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            modules.values().forEach(events -> threads.execute(events::close));
        }
        kafka.ifPresent(KafkaEvents::close);
    }

    private static Waiting waiting(ModuleEvents events) {
        var outbox = new LinkedHashMap<String, Long>();
        long inbox = 0;
        long oldest = 0;
        long dead = 0;
        for (EventBacklog backlog : events.backlog()) {
            switch (backlog.direction()) {
                case OUTBOX -> outbox.put(backlog.subscriber(), backlog.waiting());
                case INBOX -> inbox += backlog.waiting();
            }
            oldest = Math.max(oldest, backlog.oldest().toSeconds());
            dead += backlog.dead();
        }
        return new Waiting(outbox, inbox, oldest, dead, events.halted());
    }

    private void directly(String publisher, ModuleEvents events) {
        subscribersOf(publisher).forEach(subscriber -> events.relayTo(subscriber, calls.events(subscriber)));
    }

    private void byKafka(KafkaEvents broker, String module, ModuleEvents events) {
        List<String> subscribers = subscribersOf(module);
        if (!subscribers.isEmpty()) {
            events.relayTo(KafkaEvents.DESTINATION, broker.transport(), subscribers);
        }
        List<String> publishers = config.graph().descriptor(module).publishers();
        if (!publishers.isEmpty()) {
            broker.subscribe(module, Set.copyOf(publishers), events.partitionIntake());
        }
    }

    private List<String> subscribersOf(String publisher) {
        return config.graph().subscribersOf(publisher).stream().map(ModuleDescriptor::name).toList();
    }

    /** Of the modules of this process. */
    DeadEvents deadEvents() {
        return new DeadEvents(modules.values());
    }
}
