package dev.martlet.platform.events.delivery;

import dev.martlet.platform.core.Slice;
import dev.martlet.platform.sql.Database;
import dev.martlet.platform.sql.Sql;
import dev.martlet.platform.sql.Transactions;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/** The events that the modules of this process have given up on, for an operator to send again or drop. Each operation may be repeated. */
public final class DeadEvents {
    private static final Comparator<DeadEvent> NEWEST_FIRST = Comparator.comparing((DeadEvent event) -> event.id().toString()).reversed();
    private static final Comparator<WaitingEvent> NEWEST_WAITING_FIRST = Comparator.comparing((WaitingEvent event) -> event.id().toString()).reversed();

    private final List<ModuleEvents> modules;

    public DeadEvents(Collection<ModuleEvents> modules) {
        this.modules = List.copyOf(modules);
    }

    /** Newest first. @param before only older ones than this one */
    public Slice<DeadEvent> list(EventFilter filter, Optional<UUID> before, int limit) {
        return Slice.merge(of(filter, module -> module.deadLetters(filter, before, limit)), NEWEST_FIRST, limit);
    }

    /** Those that are not given up, newest first. @param before only older ones than this one */
    public Slice<WaitingEvent> waiting(EventFilter filter, Optional<UUID> before, int limit) {
        return Slice.merge(of(filter, module -> module.waitingEvents(filter, before, limit)), NEWEST_WAITING_FIRST, limit);
    }

    /** How many there are of each type, and how many are tried again. */
    public List<UnhandledKind> kinds() {
        return modules.stream().flatMap(module -> module.unhandledKinds().stream()).toList();
    }

    private <T> List<T> of(EventFilter filter, Function<ModuleEvents, T> list) {
        return modules.stream().filter(module -> filter.allows(module.name())).map(list).toList();
    }

    /** Lets the event be tried again, as often as a new one. @return false if there is no such event */
    public boolean retry(UUID id) {
        return retry(id, (database, revive) -> Transactions.run(database, tx -> Optional.of(true).filter(_ -> revive.test(tx)))).isPresent();
    }

    /**
     * The same, by a transaction of the caller.
     *
     * @param transaction is given the database of one module after the other, and what is to be done there, which tells whether the module has it;
     *     the first module for which the answer is not empty ends the search
     */
    public <A> Optional<A> retry(UUID id, BiFunction<Database, Predicate<Sql>, Optional<A>> transaction) {
        return modules.stream().map(module -> module.retryDeadLetter(id, transaction)).flatMap(Optional::stream).findFirst();
    }

    /** Gives the event up for good. @return false if there is no such event */
    public boolean drop(UUID id) {
        return modules.stream().anyMatch(module -> module.dropDeadLetter(id));
    }
}
