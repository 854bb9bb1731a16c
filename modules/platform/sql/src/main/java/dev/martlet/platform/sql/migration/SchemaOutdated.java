package dev.martlet.platform.sql.migration;

import java.util.List;

/** A schema lacks migrations that this program brings, and {@code db.migrate} is {@code never}. */
public final class SchemaOutdated extends RuntimeException {
    private static final long serialVersionUID = 1;

    SchemaOutdated(String module, List<String> versions) {
        super("the schema of " + module + " is behind: it lacks the migrations " + String.join(", ", versions)
                + "; run the program with db.migrate=only first");
    }
}
