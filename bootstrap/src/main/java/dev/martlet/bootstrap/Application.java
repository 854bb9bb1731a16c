package dev.martlet.bootstrap;

import dev.martlet.bootstrap.advice.Advisor;
import dev.martlet.bootstrap.advice.Surroundings;
import dev.martlet.platform.calls.remote.RemoteClient;
import dev.martlet.platform.core.observe.Metrics;
import dev.martlet.platform.core.observe.ProcessMeters;
import dev.martlet.platform.core.trace.Tracer;
import dev.martlet.platform.http.Resource;
import dev.martlet.platform.http.limits.UsedLimit;
import dev.martlet.platform.http.server.Authenticator;
import dev.martlet.platform.http.server.ServedRequests;
import dev.martlet.platform.runtime.ModuleApi;
import dev.martlet.platform.runtime.running.ModuleEnvironment;
import dev.martlet.platform.runtime.running.RunningModule;
import dev.martlet.platform.security.AccessTokens;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The modules of this process, composed into one server. */
public final class Application implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Application.class.getName());
    /** With {@code server.shutdown.grace} and the wait before a pod's SIGTERM it fits into a pod's grace. */
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(20);

    private final ProcessConfig config;
    private final OpeningDatabases databases;
    private final Tracer tracer;
    private final PrometheusMeterRegistry meters;
    private final ProcessMeters processMeters;
    private final Map<String, RunningModule> modules = new LinkedHashMap<>();
    private final RemoteClient client;
    private final RemoteClient forwarding;
    private final ModuleCalls calls;
    private final EventWiring events;
    private final Advisor advisor;
    private final ConsoleWiring console;
    private final Health health;
    /** Empty where no tokens are used. */
    private final Optional<AccessTokens> tokens;
    private final HttpServers sockets;

    /** Returns when everything runs and listens. */
    public static Application start(ProcessConfig config) {
        return start(config, new StopSignal(), () -> { });
    }

    /**
     * The same, and a wait for a database ends when the signal is given.
     *
     * @param end what ends the process; run if a listener or a worker dies for good
     * @throws StartupFailure if the program cannot start as it is configured, or received a signal to stop meanwhile
     */
    public static Application start(ProcessConfig config, StopSignal stop, Runnable end) {
        HelidonServices.skipDiscovery();
        HttpServers.check(config.process());
        Application application = of(config, OpeningDatabases.begin(config, stop), end);
        try {
            application.begin();
            return application;
        } catch (RuntimeException failure) {
            application.close();
            throw failure;
        }
    }

    private static Application of(ProcessConfig config, OpeningDatabases databases, Runnable end) {
        try {
            return new Application(config, databases, end);
        } catch (RuntimeException failure) {
            databases.close();
            throw failure;
        }
    }

    /** What answers on the management port, while the databases are opened. */
    private Application(ProcessConfig config, OpeningDatabases databases, Runnable end) {
        this.config = config;
        this.databases = databases;
        tracer = TraceExport.begin(config);
        meters = Metrics.registry();
        client = new RemoteClient(config.process().tls().internal());
        forwarding = RemoteClient.forwarding(config.process().http(), config.process().tls().internal());
        processMeters = new ProcessMeters(meters, Build.version(), modules());
        calls = new ModuleCalls(config, client, meters);
        events = new EventWiring(config, calls, meters);
        advisor = new Advisor(surroundings());
        console = new ConsoleWiring(config, calls, events, this::used, meters);
        var liveness = new Liveness(end);
        health = new Health(config.placement().here(), calls, events, liveness);
        var http = Descriptors.fit(config.process().http(), config.databaseConnections());
        tokens = config.process().jwt().map(AccessTokens::of);
        Authenticator authenticator = tokens.<Authenticator>map(verifying -> verifying).orElse(Authenticator.NONE);
        sockets = HttpServers.open(config.process(), http, authenticator, managementRoutes(), liveness, meters);
    }

    private void begin() {
        startModules(databases.await());
        sockets.serve(publicRoutes(), internalRoutes());
        modules.values().forEach(RunningModule::begin);
        events.begin();
        advisor.begin();
        calls.arrows().begin();
        health.phase(Health.Phase.RUNNING);
    }

    /** Of the public port. */
    String address() {
        return config.process().publicAddress().url(config.process().tls().server().isServer(), publicPort());
    }

    /** Of the management port. */
    String managementAddress() {
        return config.process().managementAddress().url(config.process().tls().management().isServer(), managementPort());
    }

    public int publicPort() {
        return sockets.publicPort();
    }

    public int internalPort() {
        return sockets.internalPort();
    }

    public int managementPort() {
        return sockets.managementPort();
    }

    /** What the public port answers here, without what it forwards. */
    public List<Resource> publicResources() {
        return publicRoutes().resources();
    }

    public List<Resource> managementResources() {
        return managementRoutes().resources();
    }

    public Set<String> modules() {
        return config.placement().here();
    }

    /** Where the data are, without secrets. */
    String databaseText() {
        if (modules().isEmpty()) {
            return "none";
        }
        return config.needsEmbeddedPostgres(config.placement().here())
                ? "embedded PostgreSQL in " + config.process().embeddedDirectory() + " (set db.url for one of your own)"
                : String.join(", ", modules().stream().map(module -> config.databases().get(module).toString()).distinct().toList());
    }

    /** Readiness goes down first, requests in flight finish, workers stop after their batch, pools close. */
    @Override
    public void close() {
        health.phase(Health.Phase.STOPPING);
        sockets.close();
        closeModules();
        databases.close();
        TraceExport.end(tracer);
    }

    /** The process ends in time even if a database or a broker hangs: other processes, or the next start, finish the work. */
    private void closeModules() {
        try {
            if (!Thread.ofVirtual().name("closing").start(this::closeEach).join(LONGEST_CLOSE)) {
                LOG.log(Level.WARNING, "the modules did not stop within " + LONGEST_CLOSE.toSeconds() + " s; the process ends without them");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeEach() {
        try {
            advisor.close();
            calls.arrows().close();
            events.close();
        } finally {
            List.copyOf(modules.values()).reversed().forEach(RunningModule::close);
            processMeters.close();
            client.close();
            forwarding.close();
            tokens.ifPresent(AccessTokens::close);
        }
    }

    private void startModules(Databases databases) {
        for (ModuleApi module : config.graph().modules()) {
            String name = module.descriptor().name();
            if (config.placement().isHere(name)) {
                RunningModule running = RunningModule.start(module, environment(name, databases));
                modules.put(name, running);
                running.offered().ifPresent(implementation -> calls.offer(name, implementation));
                calls.inspect(name, running.inspection());
                events.join(running);
                health.join(running);
            }
        }
    }

    private ModuleEnvironment environment(String module, Databases databases) {
        return new ModuleEnvironment(config.root().node("modules." + module), databases.of(module), api -> calls.api(module, api), meters);
    }

    private PublicRoutes publicRoutes() {
        return new PublicRoutes(config, List.copyOf(modules.values()), forwarding, meters);
    }

    private InternalRoutes internalRoutes() {
        return new InternalRoutes(config, List.copyOf(modules.values()), calls, advisor.operations(), console.operations());
    }

    private ManagementRoutes managementRoutes() {
        var inspections = new InspectionRoutes(new Inspections(config, calls));
        return new ManagementRoutes(health, new Topology(config, calls, events), new AdviceRoute(advisor), inspections, events, console, meters);
    }

    private Surroundings surroundings() {
        return new Surroundings(
                modules(),
                config.urlsElsewhere(),
                config.graph().reaches(),
                config.databaseConnectionsByModule(),
                () -> PublicRoutes.operations(config.graph()),
                new ProcessCounts(this::served, calls.statistics(), meters),
                calls::process,
                this::internalUrl);
    }

    private List<ServedRequests> served() {
        return sockets.served();
    }

    private List<UsedLimit> used() {
        return sockets == null ? List.of() : sockets.used();
    }

    /** Of this process itself. */
    private URI internalUrl() {
        return URI.create(config.process().internalAddress().url(config.process().tls().internal().isServer(), internalPort()));
    }
}
