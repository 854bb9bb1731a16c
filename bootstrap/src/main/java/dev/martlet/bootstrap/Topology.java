package dev.martlet.bootstrap;

import dev.martlet.platform.calls.contract.ContractState;
import dev.martlet.platform.events.EventType;
import dev.martlet.platform.runtime.ModuleDescriptor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@code GET /modules} shows: every module, where it runs, what it depends on, and how that fares. */
final class Topology {
    private final ProcessConfig config;
    private final ModuleCalls calls;
    private final EventWiring events;

    /**
     * @param modules each after those that it calls
     * @param events what carries events between them
     */
    record Report(List<Module> modules, EventWiring.Transport events) {}

    /**
     * @param location {@code here}, {@code elsewhere}, or {@code unknown} where no URL is set
     * @param guard the state of the breaker before calls to it
     * @param events what waits to be delivered or handled; only where it runs here
     * @param contract the hash of its contract, here and as last seen from another process; empty if it neither offers nor publishes anything
     */
    record Module(
            String name,
            String location,
            Optional<String> url,
            List<String> dependencies,
            List<String> publishes,
            Map<String, List<String>> subscribes,
            String guard,
            Optional<EventWiring.Waiting> events,
            Optional<ContractState> contract) {}

    Topology(ProcessConfig config, ModuleCalls calls, EventWiring events) {
        this.config = config;
        this.calls = calls;
        this.events = events;
    }

    Report report() {
        return new Report(config.graph().modules().stream().map(module -> module(module.descriptor())).toList(), events.transport());
    }

    private Module module(ModuleDescriptor descriptor) {
        String name = descriptor.name();
        boolean here = config.placement().isHere(name);
        Optional<String> url = config.placement().url(name).map(Object::toString);
        return new Module(
                name,
                here ? "here" : url.isPresent() ? "elsewhere" : "unknown",
                url,
                descriptor.dependencies(),
                descriptor.publishes().stream().map(EventType::name).toList(),
                subscriptions(descriptor),
                calls.guard(name).state(),
                events.waiting(name),
                calls.contracts().state(name));
    }

    private static Map<String, List<String>> subscriptions(ModuleDescriptor descriptor) {
        var types = new LinkedHashMap<String, List<String>>();
        descriptor.publishers().forEach(publisher -> types.put(
                publisher, descriptor.subscribes().stream().filter(type -> type.module().equals(publisher)).map(EventType::name).toList()));
        return types;
    }
}
