package dev.martlet.bootstrap;

import dev.martlet.kernel.call.Guard;
import dev.martlet.kernel.call.GuardedApi;
import dev.martlet.kernel.call.LocalTarget;
import dev.martlet.kernel.call.Target;
import dev.martlet.kernel.module.Api;
import dev.martlet.kernel.module.RunningModule;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The calls between modules: one guard for each module that is called, behind it the module itself, wherever it is. */
final class Calls {
    private final Map<String, Guard> guards = new TreeMap<>();
    private final Function<String, RunningModule> running;

    /** @param running gives a module that has started */
    Calls(Plan plan, Function<String, RunningModule> running, MeterRegistry meters) {
        this.running = running;
        plan.guards().forEach((module, settings) -> guards.put(module, new Guard(module, settings, meters)));
    }

    /** The API of a module as another module calls it. */
    Object api(Class<?> api) {
        String module = api.getAnnotation(Api.class).module();
        return GuardedApi.of(api, guard(module), target(module));
    }

    Guard guard(String module) {
        return guards.get(module);
    }

    private Target target(String module) {
        return new LocalTarget(running.apply(module).offered().orElseThrow());
    }
}
