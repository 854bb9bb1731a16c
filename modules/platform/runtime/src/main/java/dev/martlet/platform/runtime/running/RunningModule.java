package dev.martlet.platform.runtime.running;

import dev.martlet.platform.core.settings.Settings;
import dev.martlet.platform.core.work.Worker;
import dev.martlet.platform.events.EventBatchHandler;
import dev.martlet.platform.events.EventHandler;
import dev.martlet.platform.events.EventType;
import dev.martlet.platform.events.Outbox;
import dev.martlet.platform.events.intake.EventSubscriptions;
import dev.martlet.platform.http.Resource;
import dev.martlet.platform.runtime.ModuleApi;
import dev.martlet.platform.runtime.ModuleContext;
import dev.martlet.platform.runtime.ModuleDescriptor;
import dev.martlet.platform.runtime.idempotency.IdempotencyKeys;
import dev.martlet.platform.runtime.inspection.Inspection;
import dev.martlet.platform.sql.Database;
import dev.martlet.platform.sql.DatabaseClock;
import dev.martlet.platform.sql.migration.Migrations;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A module that runs in this process, with everything that it has opened. */
public final class RunningModule implements ModuleContext, AutoCloseable {
    private static final Duration MIN_INTERVAL = Duration.ofSeconds(1);
    private static final Duration HOUSEKEEPING = Duration.ofHours(1);
    private static final Duration BETWEEN_MEASUREMENTS = Duration.ofSeconds(5);

    private final ModuleDescriptor descriptor;
    private final ModuleEnvironment environment;
    private final Database database;
    private final Outbox outbox = new Outbox();
    private final DatabaseClock clock;
    private final List<Resource> resources = new ArrayList<>();
    private final List<Worker> workers = new ArrayList<>();
    private final EventSubscriptions subscriptions;
    private Optional<Object> offered = Optional.empty();
    private Inspection inspection = new Inspection() { };

    private RunningModule(ModuleDescriptor descriptor, ModuleEnvironment environment) {
        this.descriptor = descriptor;
        this.environment = environment;
        database = Database.open(environment.database(), descriptor.name(), environment.meters());
        clock = new DatabaseClock(database);
        subscriptions = new EventSubscriptions(descriptor.name(), descriptor.subscribes());
    }

    /** Migrates the module's schema if that is due. May run for several modules at once, before any of them starts. */
    public static void migrate(ModuleApi module, ModuleEnvironment environment) {
        Migrations.apply(environment.database(), module.descriptor().name());
    }

    /** Wires a migrated module. Its workers rest until {@link #begin()}. */
    public static RunningModule start(ModuleApi module, ModuleEnvironment environment) {
        var running = new RunningModule(module.descriptor(), environment);
        try {
            module.start(running);
            running.checkPromises();
            running.work("idempotency keys", HOUSEKEEPING, new IdempotencyKeys(running.database)::clean);
            running.work("clock", BETWEEN_MEASUREMENTS, running.clock::adjust);
            return running;
        } catch (RuntimeException failure) {
            running.close();
            throw failure;
        }
    }

    /** Starts the workers. */
    public void begin() {
        workers.forEach(Worker::start);
    }

    public ModuleDescriptor descriptor() {
        return descriptor;
    }

    /** The implementation of the API that it offers. */
    public Optional<Object> offered() {
        return offered;
    }

    public List<Resource> resources() {
        return List.copyOf(resources);
    }

    /** What it subscribes to, with its handlers. */
    public EventSubscriptions subscriptions() {
        return subscriptions;
    }

    /** What an operator may ask of it. */
    public Inspection inspection() {
        return new ModuleInspection(inspection, database.sql());
    }

    @Override
    public Settings settings() {
        return environment.settings();
    }

    @Override
    public Database database() {
        return database;
    }

    @Override
    public Outbox outbox() {
        return outbox;
    }

    @Override
    public <A> A need(Class<A> api) {
        if (!descriptor.needs().contains(api)) {
            throw new IllegalStateException(descriptor.name() + " does not declare that it needs " + api.getName());
        }
        return api.cast(environment.needs().apply(api));
    }

    @Override
    public <A> void offer(Class<A> api, A implementation) {
        if (!descriptor.offers().equals(Optional.of(api)) || offered.isPresent()) {
            throw new IllegalStateException(descriptor.name() + " does not declare that it offers " + api.getName() + ", or has offered it already");
        }
        offered = Optional.of(implementation);
    }

    @Override
    public void route(Resource... resources) {
        this.resources.addAll(List.of(resources));
    }

    @Override
    public void inspect(Inspection inspection) {
        this.inspection = inspection;
    }

    @Override
    public <T> void subscribe(EventType<T> type, EventHandler<T> handler) {
        subscriptions.add(type, EventBatchHandler.of(handler));
    }

    @Override
    public <T> void subscribeInBatches(EventType<T> type, EventBatchHandler<T> handler) {
        subscriptions.add(type, handler);
    }

    @Override
    public Worker work(String name, Duration interval, Worker.Step step) {
        if (interval.compareTo(MIN_INTERVAL) < 0) {
            throw new IllegalArgumentException("nothing polls faster than once a second");
        }
        if (name.startsWith(descriptor.name())) {
            throw new IllegalArgumentException("the name of a worker does not repeat its module's: " + name);
        }
        var worker = new Worker(descriptor.name() + " " + name, interval, step);
        workers.add(worker);
        return worker;
    }

    @Override
    public MeterRegistry meters() {
        return environment.meters();
    }

    @Override
    public Clock clock() {
        return clock;
    }

    /** Lets the steps under way finish, then closes the pool. */
    @Override
    public void close() {
        Worker.closeAll(workers);
        database.close();
    }

    private void checkPromises() {
        if (descriptor.offers().isPresent() != offered.isPresent()) {
            throw new IllegalStateException(descriptor.name() + " does not offer what it declares");
        }
        subscriptions.requireComplete();
    }
}
