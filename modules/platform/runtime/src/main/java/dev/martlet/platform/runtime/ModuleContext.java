package dev.martlet.platform.runtime;

import dev.martlet.platform.core.settings.Settings;
import dev.martlet.platform.core.work.Worker;
import dev.martlet.platform.events.EventBatchHandler;
import dev.martlet.platform.events.EventHandler;
import dev.martlet.platform.events.EventType;
import dev.martlet.platform.events.Outbox;
import dev.martlet.platform.http.Resource;
import dev.martlet.platform.runtime.inspection.Inspection;
import dev.martlet.platform.sql.Database;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;

/** What a module may use of its process. The process closes what is opened here, in the right order. */
public interface ModuleContext {
    /** The module's own node, {@code modules.<module>}, and no other. */
    Settings settings();

    /** The module's own DbClient on its own pool, role and schema, migrated. The same one at every call. */
    Database database();

    /** Records the events that the descriptor publishes. */
    Outbox outbox();

    /** The API of another module behind its guard. Only what the descriptor declares; anything else is a bug and throws. */
    <A> A need(Class<A> api);

    /** Hands over the implementation of the API that the descriptor declares. */
    <A> void offer(Class<A> api, A implementation);

    /** Registers public HTTP resources. */
    void route(Resource... resources);

    /** Handles one type of event; every type that the descriptor subscribes to needs exactly one handler. */
    <T> void subscribe(EventType<T> type, EventHandler<T> handler);

    /** As above, by a handler of all that have arrived together. */
    <T> void subscribeInBatches(EventType<T> type, EventBatchHandler<T> handler);

    /** Shows an operator the module's records. At most once; without it the module shows only its failed events. */
    void inspect(Inspection inspection);

    /**
     * A background loop that runs once everything has started: {@code step} is repeated while it says that there is more, and
     * else after {@code interval} (at least a second) or a {@link Worker#wake()}.
     *
     * @param name without the module's
     */
    Worker work(String name, Duration interval, Worker.Step step);

    MeterRegistry meters();

    /** The clock of the module's database, UTC, in microseconds. It throws {@code DatabaseUnavailable} until the database has answered once. */
    Clock clock();
}
