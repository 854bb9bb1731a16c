package dev.martlet.bootstrap;

import dev.martlet.kernel.call.Operation;
import dev.martlet.kernel.call.Target;
import dev.martlet.kernel.http.HttpListeners;
import dev.martlet.kernel.http.Resource;
import dev.martlet.kernel.module.RunningModule;
import dev.martlet.kernel.remote.InternalAccess;
import dev.martlet.kernel.remote.InternalResources;
import io.helidon.webserver.http.HttpRouting;
import java.util.List;
import java.util.Optional;

/** What other processes of the shop ask of the modules that run here: their operations, their events, and their public routes for forwarding. */
final class InternalRoutes {
    private final Optional<String> token;
    private final List<RunningModule> modules;
    private final Calls calls;

    InternalRoutes(Optional<String> token, List<RunningModule> modules, Calls calls) {
        this.token = token;
        this.modules = modules;
        this.calls = calls;
    }

    void register(HttpRouting.Builder routing, HttpListeners listeners) {
        token.ifPresent(secret -> routing.addFilter(new InternalAccess(secret)));
        for (RunningModule module : modules) {
            var descriptor = module.descriptor();
            descriptor.offers().ifPresent(api -> listeners.register(routing, resources(Operation.of(api), calls.localApi(descriptor.name()))));
            if (!descriptor.subscribes().isEmpty()) {
                listeners.register(routing, resources(List.of(Operation.accept(descriptor.name())), calls.localIntake(descriptor.name())));
            }
            listeners.register(routing, module.resources());
        }
    }

    private List<Resource> resources(List<Operation> operations, Target target) {
        return InternalResources.of(operations, target, calls.contracts());
    }
}
