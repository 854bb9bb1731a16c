package dev.martlet.platform.testing;

import dev.martlet.platform.core.settings.ConfigErrors;
import dev.martlet.platform.core.settings.Settings;
import dev.martlet.platform.events.Event;
import dev.martlet.platform.events.EventType;
import dev.martlet.platform.http.server.HttpListeners;
import dev.martlet.platform.http.server.HttpSettings;
import dev.martlet.platform.runtime.ModuleApi;
import dev.martlet.platform.runtime.running.ModuleEnvironment;
import dev.martlet.platform.runtime.running.RunningModule;
import dev.martlet.platform.sql.AdHocSql;
import dev.martlet.platform.sql.Database;
import dev.martlet.platform.sql.Transactions;
import dev.martlet.platform.sql.session.DatabaseSettings;
import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import io.helidon.webserver.WebServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** One module alone: on a real PostgreSQL, behind a real web server, its neighbours replaced by fakes that the test hands in. */
public final class ModuleHarness implements AutoCloseable {
    private final RunningModule module;
    private final WebServer server;
    private final SimpleMeterRegistry meters;
    private Optional<ApiInvoker> calling = Optional.empty();

    private ModuleHarness(RunningModule module, SimpleMeterRegistry meters) {
        this.module = module;
        this.meters = meters;
        var listeners = new HttpListeners(HttpSettings.DEFAULT, meters);
        var builder = WebServer.builder().host("127.0.0.1").port(0).shutdownHook(false);
        listeners.configure(builder, routing -> listeners.register(routing, module.resources()));
        server = builder.build().start();
        module.begin();
    }

    public static Preparation of(ModuleApi module) {
        return new Preparation(module);
    }

    /** A client of the module's public routes. */
    public RestClient http() {
        return new RestClient("http://127.0.0.1:" + server.port());
    }

    public Database database() {
        return module.database();
    }

    public SimpleMeterRegistry meters() {
        return meters;
    }

    /** The implementation that the module offers, without a guard. */
    public <A> A api(Class<A> api) {
        return api.cast(module.offered().orElseThrow());
    }

    /** The API as another module is given it: behind a guard, in one of the forms that configuration may give it. */
    public synchronized <A> A api(Class<A> api, Placement form) {
        if (calling.isEmpty()) {
            calling = Optional.of(new ApiInvoker(api, api(api)));
        }
        return calling.get().as(api, form);
    }

    /** Hands a new event to the module's handler, in a transaction, as its intake does; throws what the handler throws. */
    public <T> void deliver(EventType<T> type, UUID key, T payload) {
        deliver(type, Event.of(type, key, module.clock().instant(), payload));
    }

    /** The same with an event of one's own: for repetition. */
    public <T> void deliver(EventType<T> type, Event<T> event) {
        Transactions.run(module.database(), tx -> {
            module.subscriptions().handle(tx, type, event);
            return event;
        });
    }

    /** How many events of this type the module has recorded. */
    public long recorded(EventType<?> type) {
        return new AdHocSql(database().sql()).first("select count(*) as n from outbox where type = ?", row -> row.number("n"), type.name()).orElseThrow();
    }

    @Override
    public synchronized void close() {
        calling.ifPresent(ApiInvoker::close);
        server.stop();
        module.close();
    }

    /** What a module is given before it starts. */
    public static final class Preparation {
        private final ModuleApi module;
        private final Map<Class<?>, Object> needs = new HashMap<>();
        private final Map<String, String> settings = new HashMap<>();
        private DatabaseSettings database;

        private Preparation(ModuleApi module) {
            this.module = module;
        }

        public <A> Preparation with(Class<A> api, A fake) {
            needs.put(api, fake);
            return this;
        }

        /** @param key below the module's own node */
        public Preparation setting(String key, String value) {
            settings.put("modules." + module.descriptor().name() + "." + key, value);
            return this;
        }

        /** The same database again: for restarts, and for two processes side by side. Else a new, empty one. */
        public Preparation on(DatabaseSettings database) {
            this.database = database;
            return this;
        }

        public ModuleHarness start() {
            var meters = new SimpleMeterRegistry();
            var environment = new ModuleEnvironment(node(), database == null ? TestDatabase.settings() : database, needs::get, meters);
            RunningModule.migrate(module, environment);
            return new ModuleHarness(RunningModule.start(module, environment), meters);
        }

        private Settings node() {
            var faults = new ConfigErrors();
            var node = Settings.root(Config.just(ConfigSources.create(settings)), faults).node("modules." + module.descriptor().name());
            module.check(node);
            if (!faults.isEmpty()) {
                throw new IllegalArgumentException(String.join("\n", faults.lines()));
            }
            return node;
        }
    }
}
