package dev.martlet.bootstrap;

import dev.martlet.platform.sql.DatabaseUnavailable;
import dev.martlet.platform.sql.SqlFailure;
import dev.martlet.platform.sql.check.UnfitDatabase;
import dev.martlet.platform.sql.migration.SchemaOutdated;
import dev.martlet.platform.sql.session.DatabaseSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What the operator reads when a database cannot be used: a line for each fault, with all modules that have it. */
final class DatabaseFaults {
    private DatabaseFaults() {}

    /** @throws RuntimeException one of the failures, if it is a fault of the program */
    static List<String> lines(String key, Map<String, DatabaseSettings> settings, Map<String, RuntimeException> failures) {
        var modules = new LinkedHashMap<String, TreeSet<String>>();
        failures.forEach((module, failure) -> modules.computeIfAbsent(text(failure), _ -> new TreeSet<>()).add(module));
        return modules.entrySet().stream()
                .map(fault -> key + ": the database of " + String.join(", ", fault.getValue()) + " (" + settings.get(fault.getValue().first()) + ") "
                        + fault.getKey())
                .toList();
    }

    /** In one line, also if the message of the driver has several. */
    static String line(RuntimeException failure) {
        return String.join("; ", failure.getMessage().lines().map(String::strip).filter(line -> !line.isEmpty()).toList());
    }

    private static String text(RuntimeException failure) {
        return switch (failure) {
            case SchemaOutdated behind -> "is not migrated: " + line(behind);
            case UnfitDatabase unfit -> "cannot be used: " + line(unfit);
            case DatabaseUnavailable away -> "does not answer: " + line(away);
            case SqlFailure refused -> "refused: " + line(refused);
            case RuntimeException bug -> throw bug;
        };
    }
}
