package dev.martlet.bootstrap;

import dev.martlet.bootstrap.console.ArrowName;
import dev.martlet.bootstrap.console.Arrows;
import dev.martlet.platform.calls.Api;
import dev.martlet.platform.calls.Guard;
import dev.martlet.platform.calls.contract.Contracts;
import dev.martlet.platform.calls.invoke.CallStatistics;
import dev.martlet.platform.calls.invoke.GuardedApi;
import dev.martlet.platform.calls.invoke.Invoker;
import dev.martlet.platform.calls.invoke.LocalInvoker;
import dev.martlet.platform.calls.invoke.Operation;
import dev.martlet.platform.calls.invoke.RehearsalInvoker;
import dev.martlet.platform.calls.remote.RemoteClient;
import dev.martlet.platform.calls.remote.RemoteInvoker;
import dev.martlet.platform.events.transport.EventBatch;
import dev.martlet.platform.events.transport.EventIntake;
import dev.martlet.platform.events.transport.EventTransport;
import dev.martlet.platform.events.transport.IntakeOutcome;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** The calls between modules: one guard for each module that is called, behind it the module itself, wherever it is. */
public final class ModuleCalls {
    /** A batch of events has more time than a call. */
    private static final Duration LONGEST_BATCH = Duration.ofSeconds(10);

    private final Map<String, Guard> guards = new TreeMap<>();
    private final Map<String, Guard> eventGuards = new TreeMap<>();
    private final ProcessConfig config;
    private final RemoteClient client;
    private final Contracts contracts;
    private final CallStatistics statistics = new CallStatistics();
    private final Arrows arrows = new Arrows(statistics);
    private final Map<String, Invoker> local = new TreeMap<>();
    private final Map<String, Invoker> intakes = new TreeMap<>();
    /** The console asks while modules still start. */
    private final Map<String, Invoker> inspections = new ConcurrentSkipListMap<>();

    public ModuleCalls(ProcessConfig config, RemoteClient client, MeterRegistry meters) {
        this.config = config;
        this.client = client;
        contracts = Contracts.of(config.graph().names(), meters);
        config.guards().forEach((module, settings) -> {
            guards.put(module, new Guard(module, settings, meters));
            if (!config.graph().descriptor(module).subscribes().isEmpty()) {
                eventGuards.put(module, new Guard(module + "-events", settings.once(LONGEST_BATCH), meters));
            }
        });
    }

    /** The module runs here: calls to its API end at this implementation. */
    public void offer(String module, Object implementation) {
        local.put(module, here(implementation));
    }

    /** The module runs here: events for it end at this intake. */
    void takeIn(String module, Object intake) {
        intakes.put(module, here(intake));
    }

    /** The module runs here: what the console asks of it ends here. */
    void inspect(String module, Object inspection) {
        inspections.put(module, new LocalInvoker(inspection));
    }

    /**
     * What an operator may ask of a module, here or in another process: without a guard, because the console must not open the breaker of the module's calls.
     *
     * @return empty if it runs nowhere that is known, or has not started yet
     */
    Optional<Invoker> inspection(String module) {
        return config.placement().isHere(module)
                ? Optional.ofNullable(inspections.get(module))
                : config.placement().url(module).map(_ -> elsewhere(module));
    }

    /** The API of a module as another module calls it. */
    Object api(String caller, Class<?> api) {
        String module = api.getAnnotation(Api.class).module();
        Invoker target = config.placement().isHere(module) ? local.get(module) : elsewhere(module);
        arrows.add(new ArrowName(caller, module, ArrowName.CALLS));
        return GuardedApi.of(api, guard(module), statistics.counting(caller, target), statistics.retries(caller, module));
    }

    /** Brings events to a subscriber by one more guarded call, with a guard of its own: calls of the module's API are not to suffer from slow handlers. */
    EventTransport events(String subscriber) {
        Guard guard = eventGuards.get(subscriber);
        Operation handling = EventIntake.operation(subscriber);
        Invoker handler = config.placement().isHere(subscriber) ? intakes.get(subscriber) : elsewhere(subscriber);
        Invoker target = statistics.counting(batch -> ((EventBatch) batch).publisher(), batch -> ((EventBatch) batch).events().size(), handler);
        String name = handling.fullName();
        return batch -> (IntakeOutcome) guard.call(name, () -> target.call(handling, batch));
    }

    /** Where calls of other processes to a module's API end: behind their own guards, so here without one. */
    public Invoker localApi(String module) {
        return local.get(module);
    }

    /** Where events of other processes for a module end. */
    Invoker localIntake(String module) {
        return intakes.get(module);
    }

    /** The calls that modules of this process have made, and the batches of events that they have handed over. */
    CallStatistics statistics() {
        return statistics;
    }

    /** The same by arrow, with their durations. */
    Arrows arrows() {
        return arrows;
    }

    /** The state of the circuit breaker that the calls or events of an arrow pass. */
    String breaker(ArrowName arrow) {
        return (arrow.kind().equals(ArrowName.EVENTS) ? eventGuards : guards).get(arrow.to()).state();
    }

    Guard guard(String module) {
        return guards.get(module);
    }

    /** What this process knows of what modules say to each other, and what others have said of it. */
    Contracts contracts() {
        return contracts;
    }

    /** A process itself, by its internal base URL. */
    Invoker process(URI url) {
        return new RemoteInvoker(client, url, config.process().internalSecrets(), contracts);
    }

    /** Those of a host in DNS. */
    List<InetAddress> addresses(String host) {
        return client.addresses(host);
    }

    private Invoker here(Object implementation) {
        Invoker target = new LocalInvoker(implementation);
        return config.process().rehearse() ? new RehearsalInvoker(target) : target;
    }

    private Invoker elsewhere(String module) {
        return process(config.placement().url(module).orElseThrow());
    }
}
