package dev.martlet.platform.runtime.invariants;

import java.util.List;

/** What holds inside a module's own schema at any moment. */
@FunctionalInterface
public interface Rule {
    /** By one statement, so that it sees one state of the tables. */
    List<Violation> violations();
}
