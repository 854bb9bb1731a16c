package dev.martlet.bootstrap.release;

import dev.martlet.bootstrap.release.Schemas.Column;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The kept snapshot of a release: what its processes send and expect while those of the next one have migrated the schemas already.
 *
 * @param loosened rules that a later version changed or added, and that what the release writes fulfils all the same; a line each, a reason behind it
 */
record PreviousRelease(String version, Statements statements, Schemas schemas, List<String> loosened) {
    private static final Path RELEASES = Path.of("src", "test", "resources", "release");
    private static final String STATEMENTS = "statements.sql";
    private static final String SCHEMAS = "schemas.txt";
    private static final String LOOSENED = "loosened.txt";
    /** A parameter whose type the driver gives when it is set; all names were found. */
    private static final Set<String> ONLY_TYPES_UNKNOWN = Set.of("42P18", "42725");

    static PreviousRelease latest() throws IOException {
        try (var folders = Files.list(RELEASES)) {
            Path folder = folders.filter(Files::isDirectory).max(Comparator.comparing(PreviousRelease::number)).orElseThrow();
            return new PreviousRelease(
                    folder.getFileName().toString(),
                    Statements.parse(Files.readString(folder.resolve(STATEMENTS))),
                    Schemas.parse(Files.readAllLines(folder.resolve(SCHEMAS))),
                    Files.readAllLines(folder.resolve(LOOSENED)));
        }
    }

    /** Keeps a snapshot of this version, in place of those of earlier ones. */
    static void keep(String version, Statements statements, Schemas schemas) throws IOException {
        Path folder = Files.createDirectories(RELEASES.resolve(version));
        Files.writeString(folder.resolve(STATEMENTS), statements.format());
        Files.writeString(folder.resolve(SCHEMAS), schemas.format());
        Files.writeString(folder.resolve(LOOSENED), "");
    }

    /**
     * What the release's processes could no longer do on these schemas.
     *
     * @param connection may read all schemas; its search path is changed
     * @param modules of the release; a later one may have more
     */
    List<String> findings(Connection connection, Collection<String> modules) throws SQLException {
        var findings = new ArrayList<String>();
        Schemas now = Schemas.read(connection, modules);
        findings.addAll(columns(now));
        findings.addAll(rules(now));
        for (Map.Entry<String, String> statement : statements.texts().entrySet()) {
            for (String module : of(statement.getKey(), modules)) {
                findings.addAll(prepare(connection, module, statement));
            }
        }
        return findings;
    }

    Set<String> modules() {
        return schemas.columns().keySet().stream().map(column -> column.substring(0, column.indexOf('.'))).collect(Collectors.toSet());
    }

    private List<String> columns(Schemas now) {
        var findings = new ArrayList<String>();
        now.columns().forEach((name, column) -> {
            Column before = schemas.columns().get(name);
            if (before == null && column.required() && schemas.hasTable(name)) {
                findings.add(name + " is new, not null and without a default");
            } else if (before != null && column.notNull() && !before.notNull()) {
                findings.add(name + " is not null now");
            } else if (before != null && column.required() && !before.required()) {
                findings.add(name + " has no default any more");
            } else if (before != null && !column.type().equals(before.type())) {
                findings.add(name + " was " + before.type() + " and is " + column.type());
            }
        });
        return findings;
    }

    private List<String> rules(Schemas now) {
        return Stream.concat(gone(now), changed(now)).toList();
    }

    /** {@code on conflict} names them. */
    private Stream<String> gone(Schemas now) {
        return schemas.rules().entrySet().stream()
                .filter(rule -> rule.getValue().matches("(UNIQUE|PRIMARY KEY).*") && !now.rules().containsKey(rule.getKey()))
                .map(rule -> rule.getKey() + " is gone: " + rule.getValue());
    }

    private Stream<String> changed(Schemas now) {
        return now.rules().entrySet().stream()
                .filter(rule -> schemas.hasTable(rule.getKey()) && !rule.getValue().equals(schemas.rules().get(rule.getKey())))
                .filter(rule -> loosened.stream().noneMatch(line -> line.startsWith(rule.getKey() + " ")))
                .map(rule -> rule.getKey() + " is new or changed: " + rule.getValue());
    }

    /** The platform's statements run in the schema of each module. */
    private static List<String> of(String statement, Collection<String> modules) {
        String prefix = statement.substring(0, statement.indexOf('.'));
        return modules.contains(prefix) ? List.of(prefix) : List.copyOf(modules);
    }

    private static List<String> prepare(Connection connection, String module, Map.Entry<String, String> statement) throws SQLException {
        try (var command = connection.createStatement()) {
            command.execute("savepoint before; set local search_path to " + module);
            try (var prepared = connection.prepareStatement(statement.getValue())) {
                prepared.getParameterMetaData();
                return List.of();
            } catch (SQLException failure) {
                return ONLY_TYPES_UNKNOWN.contains(failure.getSQLState())
                        ? List.of()
                        : List.of("statement " + statement.getKey() + " in schema " + module + ": " + failure.getMessage().lines().findFirst().orElseThrow());
            } finally {
                command.execute("rollback to savepoint before");
            }
        }
    }

    private static Integer number(Path folder) {
        return Pattern.compile("\\d+").matcher(folder.getFileName().toString()).results()
                .map(part -> Integer.valueOf(part.group())).reduce(0, (number, part) -> number * 1000 + part);
    }
}
