package dev.martlet.bootstrap;

import dev.martlet.bootstrap.advice.ProcessOperations;
import dev.martlet.bootstrap.console.ConsoleOperations;
import dev.martlet.platform.calls.invoke.Invoker;
import dev.martlet.platform.calls.invoke.Operation;
import dev.martlet.platform.calls.remote.InternalAccess;
import dev.martlet.platform.calls.remote.InternalResources;
import dev.martlet.platform.calls.remote.ReverseProxy;
import dev.martlet.platform.events.transport.EventIntake;
import dev.martlet.platform.http.Resource;
import dev.martlet.platform.http.server.HttpListeners;
import dev.martlet.platform.runtime.inspection.Inspection;
import dev.martlet.platform.runtime.running.RunningModule;
import io.helidon.webserver.http.HttpRouting;
import java.util.List;

/**
 * What other processes of the shop ask of the modules that run here: their operations, their events, and their public routes for forwarding. A process that
 * still looks for a module here that has moved away learns so in words that its own client can be given.
 */
final class InternalRoutes {
    private final ProcessConfig config;
    private final List<RunningModule> modules;
    private final ModuleCalls calls;
    private final ProcessOperations process;
    private final ConsoleOperations console;

    InternalRoutes(ProcessConfig config, List<RunningModule> modules, ModuleCalls calls, ProcessOperations process, ConsoleOperations console) {
        this.config = config;
        this.modules = modules;
        this.calls = calls;
        this.process = process;
        this.console = console;
    }

    void register(HttpRouting.Builder routing, HttpListeners listeners) {
        if (!config.process().internalSecrets().isEmpty()) {
            routing.addFilter(new InternalAccess(config.process().internalSecrets()));
        }
        for (RunningModule module : modules) {
            var descriptor = module.descriptor();
            descriptor.offers().ifPresent(api -> listeners.register(routing, resources(Operation.of(api), calls.localApi(descriptor.name()))));
            if (!descriptor.subscribes().isEmpty()) {
                listeners.register(routing, resources(List.of(EventIntake.operation(descriptor.name())), calls.localIntake(descriptor.name())));
            }
            calls.inspection(descriptor.name()).ifPresent(target -> listeners.register(routing, resources(Inspection.operations(descriptor.name()), target)));
            listeners.register(routing, module.resources());
        }
        listeners.register(routing, resources(ProcessOperations.all(), process.invoker()));
        listeners.register(routing, resources(ConsoleOperations.all(), console.invoker()));
        config.modulesElsewhere().forEach(module -> ModulePaths.any(module, routing, ReverseProxy.nowhere(module)));
    }

    private List<Resource> resources(List<Operation> operations, Invoker target) {
        return InternalResources.of(operations, target, calls.contracts());
    }
}
