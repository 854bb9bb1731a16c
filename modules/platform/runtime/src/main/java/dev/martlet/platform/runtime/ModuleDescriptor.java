package dev.martlet.platform.runtime;

import dev.martlet.platform.calls.Api;
import dev.martlet.platform.events.EventType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A module as data: a node of the module graph with its arrows.
 *
 * @param name lower-case letters; also its schema, its configuration node and its first path segment
 * @param offers its {@link Api}, if other modules may call it
 * @param needs the {@link Api}s of other modules that it calls
 * @param publishes the events that it records
 * @param subscribes the events of other modules that it handles
 */
public record ModuleDescriptor(
        String name, Optional<Class<?>> offers, List<Class<?>> needs, List<EventType<?>> publishes, List<EventType<?>> subscribes) {

    public static Builder named(String name) {
        return new Builder(name);
    }

    /** The names of the modules that this one calls. */
    public List<String> dependencies() {
        return needs.stream().map(api -> api.getAnnotation(Api.class).module()).toList();
    }

    /** The names of the modules whose events this one handles. */
    public List<String> publishers() {
        return subscribes.stream().map(EventType::module).distinct().toList();
    }

    /** Collects a descriptor's parts. */
    public static final class Builder {
        private final String name;
        private Optional<Class<?>> offers = Optional.empty();
        private final List<Class<?>> needs = new ArrayList<>();
        private final List<EventType<?>> publishes = new ArrayList<>();
        private final List<EventType<?>> subscribes = new ArrayList<>();

        private Builder(String name) {
            this.name = name;
        }

        public Builder offers(Class<?> api) {
            offers = Optional.of(api);
            return this;
        }

        public Builder needs(Class<?>... apis) {
            needs.addAll(List.of(apis));
            return this;
        }

        public Builder publishes(EventType<?>... types) {
            publishes.addAll(List.of(types));
            return this;
        }

        public Builder subscribes(EventType<?>... types) {
            subscribes.addAll(List.of(types));
            return this;
        }

        public ModuleDescriptor build() {
            return new ModuleDescriptor(name, offers, List.copyOf(needs), List.copyOf(publishes), List.copyOf(subscribes));
        }
    }
}
