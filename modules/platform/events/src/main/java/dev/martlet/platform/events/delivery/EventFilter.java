package dev.martlet.platform.events.delivery;

import java.util.Optional;

/**
 * Which events of modules are meant: all conditions hold.
 *
 * @param subscriber the module whose handler failed
 * @param type its name
 */
public record EventFilter(Optional<String> subscriber, Optional<String> publisher, Optional<String> type) {
    public static final EventFilter NONE = new EventFilter(Optional.empty(), Optional.empty(), Optional.empty());

    boolean allows(String module) {
        return subscriber.filter(name -> !name.equals(module)).isEmpty();
    }
}
