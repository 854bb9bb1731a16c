package dev.martlet.bootstrap;

import dev.martlet.kernel.call.Operation;
import dev.martlet.kernel.call.Target;
import dev.martlet.kernel.http.HttpListeners;
import dev.martlet.kernel.http.Resource;
import dev.martlet.kernel.module.RunningModule;
import dev.martlet.kernel.remote.Forwarding;
import dev.martlet.kernel.remote.InternalAccess;
import dev.martlet.kernel.remote.InternalResources;
import io.helidon.webserver.http.HttpRouting;
import java.util.List;

/**
 * What other processes of the shop ask of the modules that run here: their operations, their events, and their public routes for forwarding. A process that
 * still looks for a module here that has moved away learns so in words that its own client can be given.
 */
final class InternalRoutes {
    private final Plan plan;
    private final List<RunningModule> modules;
    private final Calls calls;

    InternalRoutes(Plan plan, List<RunningModule> modules, Calls calls) {
        this.plan = plan;
        this.modules = modules;
        this.calls = calls;
    }

    void register(HttpRouting.Builder routing, HttpListeners listeners) {
        if (!plan.process().internalTokens().isEmpty()) {
            routing.addFilter(new InternalAccess(plan.process().internalTokens()));
        }
        for (RunningModule module : modules) {
            var descriptor = module.descriptor();
            descriptor.offers().ifPresent(api -> listeners.register(routing, resources(Operation.of(api), calls.localApi(descriptor.name()))));
            if (!descriptor.subscribes().isEmpty()) {
                listeners.register(routing, resources(List.of(Operation.accept(descriptor.name())), calls.localIntake(descriptor.name())));
            }
            listeners.register(routing, module.resources());
        }
        plan.modulesElsewhere().forEach(module -> ModulePaths.any(module, routing, Forwarding.nowhere(module)));
    }

    private List<Resource> resources(List<Operation> operations, Target target) {
        return InternalResources.of(operations, target, calls.contracts());
    }
}
