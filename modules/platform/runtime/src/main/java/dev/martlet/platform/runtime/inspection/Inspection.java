package dev.martlet.platform.runtime.inspection;

import dev.martlet.platform.calls.Keyed;
import dev.martlet.platform.calls.Safe;
import dev.martlet.platform.calls.invoke.Operation;
import java.util.List;

/**
 * The operations that every module has beside its API, for the console: it shows what is recorded anyway, and records nothing of its own. A module overrides
 * what it has something to say to.
 */
public interface Inspection {
    /** The module's records that an operator searches for. */
    @Safe
    default RecordList records(RecordQuery query) {
        return RecordList.EMPTY;
    }

    /** What the module has recorded about a record of any module. */
    @Safe
    default Activities activities(Subject subject) {
        return Activities.NONE;
    }

    /** Does something with one of the module's records. It may be repeated. */
    @Keyed("id")
    default ActionOutcome act(RecordAction action) {
        return new ActionOutcome.Unknown();
    }

    /** The operations as every module has them. */
    static List<Operation> operations(String module) {
        return InspectionOperations.of(module);
    }

    /** @param name of the method */
    static Operation operation(String module, String name) {
        return operations(module).stream().filter(operation -> operation.name().equals(name)).findFirst().orElseThrow();
    }
}
