package dev.martlet.bootstrap;

import dev.martlet.kernel.call.Guard;
import dev.martlet.kernel.call.GuardedApi;
import dev.martlet.kernel.call.LocalTarget;
import dev.martlet.kernel.call.Operation;
import dev.martlet.kernel.call.Target;
import dev.martlet.kernel.contract.Contracts;
import dev.martlet.kernel.events.Carrier;
import dev.martlet.kernel.module.Api;
import dev.martlet.kernel.remote.RehearsalTarget;
import dev.martlet.kernel.remote.RemoteClient;
import dev.martlet.kernel.remote.RemoteTarget;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.TreeMap;

/** The calls between modules: one guard for each module that is called, behind it the module itself, wherever it is. */
final class Calls {
    private final Map<String, Guard> guards = new TreeMap<>();
    private final Plan plan;
    private final RemoteClient client;
    private final Contracts contracts;
    private final Map<String, Target> local = new TreeMap<>();
    private final Map<String, Target> intakes = new TreeMap<>();

    Calls(Plan plan, RemoteClient client, MeterRegistry meters) {
        this.plan = plan;
        this.client = client;
        contracts = Contracts.of(plan.graph().names(), meters);
        plan.guards().forEach((module, settings) -> guards.put(module, new Guard(module, settings, meters)));
    }

    /** The module runs here: calls to its API end at this implementation. */
    void offer(String module, Object implementation) {
        local.put(module, here(implementation));
    }

    /** The module runs here: events for it end at this intake. */
    void takeIn(String module, Object intake) {
        intakes.put(module, here(intake));
    }

    /** The API of a module as another module calls it. */
    Object api(Class<?> api) {
        String module = api.getAnnotation(Api.class).module();
        return GuardedApi.of(api, guard(module), plan.placement().isHere(module) ? local.get(module) : elsewhere(module));
    }

    /** Brings events to a subscriber by one more guarded call. */
    Carrier events(String subscriber) {
        Guard guard = guard(subscriber);
        Operation accept = Operation.accept(subscriber);
        Target target = plan.placement().isHere(subscriber) ? intakes.get(subscriber) : elsewhere(subscriber);
        return events -> guard.call(() -> target.call(accept, events));
    }

    /** Where calls of other processes to a module's API end: behind their own guards, so here without one. */
    Target localApi(String module) {
        return local.get(module);
    }

    /** Where events of other processes for a module end. */
    Target localIntake(String module) {
        return intakes.get(module);
    }

    Guard guard(String module) {
        return guards.get(module);
    }

    /** What this process knows of what modules say to each other, and what others have said of it. */
    Contracts contracts() {
        return contracts;
    }

    private Target here(Object implementation) {
        Target target = new LocalTarget(implementation);
        return plan.process().rehearse() ? new RehearsalTarget(target) : target;
    }

    private Target elsewhere(String module) {
        return new RemoteTarget(client, plan.placement().url(module).orElseThrow(), plan.process().internalToken(), contracts);
    }
}
