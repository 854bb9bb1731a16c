package dev.martlet.platform.events.delivery;

import dev.martlet.platform.core.Ids;
import dev.martlet.platform.core.settings.ConfigErrors;
import dev.martlet.platform.core.settings.Settings;
import dev.martlet.platform.embedded.TemporaryPostgres;
import dev.martlet.platform.events.Event;
import dev.martlet.platform.events.EventBatchHandler;
import dev.martlet.platform.events.EventHandler;
import dev.martlet.platform.events.EventType;
import dev.martlet.platform.events.Outbox;
import dev.martlet.platform.events.intake.EventSubscriptions;
import dev.martlet.platform.events.transport.EventBatch;
import dev.martlet.platform.events.transport.NumberedEvent;
import dev.martlet.platform.events.transport.RawEvent;
import dev.martlet.platform.sql.AdHocSql;
import dev.martlet.platform.sql.Database;
import dev.martlet.platform.sql.Transactions;
import dev.martlet.platform.sql.migration.Migrations;
import dev.martlet.platform.sql.session.DatabaseSettings;
import dev.martlet.platform.sql.session.Migrate;
import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * Two modules for the tests of events: {@code nests} publishes what was seen, {@code diary} records it. Each process of them is opened on the
 * same database.
 */
public final class Birds implements AutoCloseable {
    public record Seen(int number) {}

    public static final EventType<Seen> SEEN = new EventType<>("nests", "BirdSeen", Seen.class);

    private static final Map<Database, Outbox> OUTBOXES = new ConcurrentHashMap<>();

    private final DatabaseSettings settings = Shared.SETTINGS;
    private final List<AutoCloseable> opened = new ArrayList<>();

    public Birds() {
        for (String module : List.of("nests", "diary")) {
            new AdHocSql(database(module).sql()).execute("truncate outbox, outbox_positions, event_positions, failed_events, lines restart identity");
        }
    }

    /** Another pool on the module's schema, as another process has. */
    public Database database(String module) {
        return database(module, new SimpleMeterRegistry());
    }

    public Database database(String module, MeterRegistry meters) {
        return closing(Database.open(settings, module, meters));
    }

    /** How often a database with these meters has run statements. @param prefix of their names */
    public static long statements(MeterRegistry meters, String prefix) {
        return meters.find("db.client.operation.duration").timers().stream()
                .filter(timer -> timer.getId().getTag("statement").startsWith(prefix))
                .mapToLong(Timer::count)
                .sum();
    }

    /** Ends the session of the current leader of the relay, as a failing network or an administrator does. */
    public void killLeader() throws SQLException {
        String url = settings.url().orElseThrow();
        try (var login = DriverManager.getConnection(url, TemporaryPostgres.username(), TemporaryPostgres.password());
                var statement = login.createStatement()) {
            statement.execute("""
                    select pg_terminate_backend(pid, 5000)
                    from pg_locks
                    where locktype = 'advisory'
                    and granted
                    and database = (select oid from pg_database where datname = current_database())
                    """);
        }
    }

    /** A diary in a process of its own, which writes a line for each event. */
    public ModuleEvents diary(EventSettings events) {
        return diary(events, writing());
    }

    public ModuleEvents diary(EventSettings events, EventHandler<Seen> handler) {
        ModuleEvents diary = diary(database("diary"), events, handler, new SimpleMeterRegistry());
        diary.start();
        return diary;
    }

    /** The diary in one process, not started. */
    public ModuleEvents diary(Database database, EventSettings events, EventHandler<Seen> handler, MeterRegistry meters) {
        var subscriptions = new EventSubscriptions("diary", List.of(SEEN));
        subscriptions.add(SEEN, EventBatchHandler.of(handler));
        return closing(new ModuleEvents(database, "diary", false, outbox(database), subscriptions, events, meters));
    }

    /** The nests in one process, not started. */
    public ModuleEvents nests(Database database, EventSettings events, MeterRegistry meters) {
        return closing(new ModuleEvents(database, "nests", true, outbox(database), new EventSubscriptions("nests", List.of()), events, meters));
    }

    public ModuleEvents nests(Database database, EventSettings events) {
        return nests(database, events, new SimpleMeterRegistry());
    }

    public <T extends AutoCloseable> T closing(T resource) {
        opened.addFirst(resource);
        return resource;
    }

    public static EventSettings settings(Map<String, String> keys) {
        Config config = Config.builder(ConfigSources.create(keys)).disableEnvironmentVariablesSource().disableSystemPropertiesSource().build();
        var faults = new ConfigErrors();
        EventSettings settings = EventSettings.from(Settings.root(config, faults));
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", faults.lines()));
        }
        return settings;
    }

    public static Event<Seen> seen(UUID key, int number) {
        return Event.of(SEEN, key, Instant.now(), new Seen(number));
    }

    public static RawEvent raw(UUID key, int number) {
        return new RawEvent(Ids.next(), SEEN.name(), key.toString(), Instant.now(), "{\"number\": " + number + "}");
    }

    /** Events that the nests have numbered one by one, after this position. */
    public static EventBatch batch(long follows, RawEvent... events) {
        return new EventBatch("nests", "diary", follows, numbered(follows, events));
    }

    public static List<NumberedEvent> numbered(long follows, RawEvent... events) {
        return IntStream.range(0, events.length).mapToObj(index -> new NumberedEvent(follows + 1 + index, events[index])).toList();
    }

    /** That of the process which has this pool. */
    public static Outbox outbox(Database database) {
        return OUTBOXES.computeIfAbsent(database, _ -> new Outbox());
    }

    public static void record(Database nests, Event<?> event) {
        Transactions.run(nests, tx -> {
            outbox(nests).record(tx, event);
            return event;
        });
    }

    /** The numbers that the diary has for a key, in the order of writing. */
    public static List<Long> lines(Database diary, UUID key) {
        return new AdHocSql(diary.sql()).list("select number from lines where key = ? order by position", row -> row.number("number"), key.toString());
    }

    public static List<Long> lines(Database diary) {
        return new AdHocSql(diary.sql()).list("select number from lines order by position", row -> row.number("number"));
    }

    /** The handler that writes a line. */
    public static EventHandler<Seen> writing() {
        return (tx, event) -> new AdHocSql(tx).execute("insert into lines (key, number) values (?, ?)", event.key(), event.payload().number());
    }

    @Override
    public void close() {
        for (AutoCloseable resource : opened) {
            try {
                resource.close();
            } catch (Exception failure) {
                throw new IllegalStateException(resource + " does not close", failure);
            }
        }
    }

    /** One database for all tests, which run one after the other: migrations take longer than they do. */
    private static final class Shared {
        static final DatabaseSettings SETTINGS = prepare();

        private static DatabaseSettings prepare() {
            var settings = new DatabaseSettings(Optional.empty(), Optional.empty(), Optional.empty(), 10, false, Migrate.START)
                    .at(TemporaryPostgres.newDatabase(), TemporaryPostgres.username(), TemporaryPostgres.password());
            for (String module : List.of("nests", "diary")) {
                Migrations.apply(settings, module);
                try (var database = Database.open(settings, module, new SimpleMeterRegistry())) {
                    new AdHocSql(database.sql()).execute(
                            "create table lines (position bigint generated always as identity, key text not null, number int not null)");
                }
            }
            return settings;
        }
    }
}
