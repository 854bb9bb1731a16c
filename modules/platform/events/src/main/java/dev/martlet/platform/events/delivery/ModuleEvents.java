package dev.martlet.platform.events.delivery;

import dev.martlet.platform.core.Slice;
import dev.martlet.platform.core.work.Worker;
import dev.martlet.platform.events.Outbox;
import dev.martlet.platform.events.intake.EventSubscriptions;
import dev.martlet.platform.events.intake.Intake;
import dev.martlet.platform.events.intake.RetryFailedEvents;
import dev.martlet.platform.events.relay.OutboxRelay;
import dev.martlet.platform.events.relay.RelayTarget;
import dev.martlet.platform.events.transport.EventIntake;
import dev.martlet.platform.events.transport.EventTransport;
import dev.martlet.platform.events.transport.PartitionIntake;
import dev.martlet.platform.sql.Database;
import dev.martlet.platform.sql.Sql;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * A module's events: what it records goes to its subscribers, what it subscribes to goes to its handlers. Everything is declared first,
 * then started once.
 */
public final class ModuleEvents implements AutoCloseable {
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final Duration MAX_DELAY_AFTER_FAILURE = Duration.ofSeconds(5);
    private static final Duration RETENTION_INTERVAL = Duration.ofHours(1);
    private static final Duration REFRESH_INTERVAL = Duration.ofSeconds(5);

    private final Database database;
    private final String module;
    private final boolean publishes;
    private final Outbox outbox;
    private final EventSubscriptions subscriptions;
    private final EventSettings settings;
    private final MeterRegistry meters;
    private final Map<String, RelayTarget> destinations = new LinkedHashMap<>();
    private final List<Worker> maintenance = new ArrayList<>();
    private final Intake intake;
    /** Events may arrive before and while they start. */
    private volatile List<Worker> retries = List.of();
    private Optional<OutboxRelay> relay = Optional.empty();
    private Optional<BacklogGauges> gauges = Optional.empty();

    /**
     * @param module its name
     * @param publishes whether it records events, into {@code outbox}
     */
    public ModuleEvents(
            Database database, String module, boolean publishes, Outbox outbox, EventSubscriptions subscriptions, EventSettings settings,
            MeterRegistry meters) {
        this.database = database;
        this.module = module;
        this.outbox = outbox;
        this.publishes = publishes;
        this.subscriptions = subscriptions;
        this.settings = settings;
        this.meters = meters;
        intake = new Intake(module, database, subscriptions, settings.retry(), this::wakeRetries);
    }

    /** Where other modules' relays hand over events for this one. */
    public EventIntake intake() {
        return intake;
    }

    /** Where the partitions of other modules' topics bring events for this one. */
    public PartitionIntake partitionIntake() {
        return intake;
    }

    /** What this module records goes to the subscriber by this transport, from the oldest event that is still kept. */
    public void relayTo(String subscriber, EventTransport transport) {
        relayTo(subscriber, transport, List.of());
    }

    /**
     * What this module records goes by this transport to a destination that stands for several subscribers: at first from where the one is that has the least,
     * so that a change of the transport passes over nothing. What they have already comes twice.
     */
    public void relayTo(String destination, EventTransport transport, List<String> insteadOf) {
        if (destinations.putIfAbsent(destination, new RelayTarget(destination, transport, insteadOf)) != null) {
            throw new IllegalStateException(module + " relays to " + destination + " already");
        }
    }

    /** Starts what the declarations call for. Returns at once, also while the database is away. */
    public void start() {
        subscriptions.requireComplete();
        if (!subscriptions.isEmpty()) {
            startRetries();
        }
        if (!destinations.isEmpty()) {
            relay = Optional.of(new OutboxRelay(database, module, outbox, destinations.values()));
            relay.get().start();
            destinations.keySet().forEach(this::showWhetherHalted);
        }
        if (publishes || !subscriptions.isEmpty()) {
            startMaintenance();
        }
    }

    /** The subscribers that have handled events which this module's database does not have, as far as this process delivers them. */
    public List<String> halted() {
        return relay.map(OutboxRelay::halted).orElse(List.of());
    }

    /** What waits, as it was a few seconds ago; empty for a module that has nothing to do with events. */
    public List<EventBacklog> backlog() {
        return gauges.map(BacklogGauges::latest).orElse(List.of());
    }

    /** Batches under way are finished; what comes later waits in the tables. */
    @Override
    public void close() {
        relay.ifPresent(OutboxRelay::close);
        var workers = new ArrayList<>(retries);
        workers.addAll(maintenance);
        Worker.closeAll(workers);
    }

    String name() {
        return module;
    }

    Slice<DeadEvent> deadLetters(EventFilter filter, Optional<UUID> before, int limit) {
        return DeadEventRepository.list(database.sql(), module, filter, before, limit);
    }

    Slice<WaitingEvent> waitingEvents(EventFilter filter, Optional<UUID> before, int limit) {
        return WaitingEventRepository.list(database.sql(), module, filter, before, limit);
    }

    List<UnhandledKind> unhandledKinds() {
        return DeadEventRepository.kinds(database.sql(), module);
    }

    <A> Optional<A> retryDeadLetter(UUID id, BiFunction<Database, Predicate<Sql>, Optional<A>> transaction) {
        Optional<A> answer = transaction.apply(database, tx -> DeadEventRepository.revive(tx, id));
        wakeRetries();
        return answer;
    }

    boolean dropDeadLetter(UUID id) {
        return DeadEventRepository.drop(database.sql(), id);
    }

    private void startRetries() {
        var failed = new RetryFailedEvents(module, database, subscriptions, settings.retry());
        retries = IntStream.rangeClosed(1, settings.workers())
                .mapToObj(number -> new Worker(module + " failed events " + number, IDLE, MAX_DELAY_AFTER_FAILURE, failed::retryNext))
                .toList();
        retries.forEach(Worker::start);
    }

    private void showWhetherHalted(String subscriber) {
        Gauge.builder("martlet.events.halted", () -> halted().contains(subscriber) ? 1 : 0)
                .description("1 if nothing is delivered because the subscriber has handled events that the publisher's database does not have")
                .tags("module", module, "subscriber", subscriber)
                .register(meters);
    }

    private void startMaintenance() {
        String[] subscribers = destinations.keySet().toArray(String[]::new);
        var retention = new RetentionJob(database, subscribers, settings.retention());
        var backlog = new BacklogGauges(database, module, subscribers, !subscriptions.isEmpty());
        backlog.register(meters);
        gauges = Optional.of(backlog);
        maintenance.add(new Worker(module + " event clean-up", RETENTION_INTERVAL, retention::step).start());
        maintenance.add(new Worker(module + " event backlog", REFRESH_INTERVAL, backlog::refresh).start());
    }

    /** One is enough: it goes on while there are more. */
    private void wakeRetries() {
        retries.stream().filter(Worker::isResting).findFirst().or(() -> retries.stream().findFirst()).ifPresent(Worker::wake);
    }
}
