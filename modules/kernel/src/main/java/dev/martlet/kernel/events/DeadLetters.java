package dev.martlet.kernel.events;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The events that the modules of this process have given up on, for an operator to send again or drop. Each operation may be repeated. */
public final class DeadLetters {
    private final List<ModuleEvents> modules;

    public DeadLetters(Collection<ModuleEvents> modules) {
        this.modules = List.copyOf(modules);
    }

    /** Newest first. @param before only older ones than this letter */
    public List<DeadLetter> list(Optional<UUID> before, int limit) {
        return modules.stream()
                .flatMap(module -> module.deadLetters(before, limit).stream())
                .sorted(Comparator.comparing((DeadLetter letter) -> letter.id().toString()).reversed())
                .limit(limit)
                .toList();
    }

    /** Lets the event be tried again, as often as a new one. @return false if there is no such letter */
    public boolean retry(UUID id) {
        return modules.stream().anyMatch(module -> module.retryDeadLetter(id));
    }

    /** Gives the event up for good. @return false if there is no such letter */
    public boolean drop(UUID id) {
        return modules.stream().anyMatch(module -> module.dropDeadLetter(id));
    }
}
