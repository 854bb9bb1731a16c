package dev.martlet.bootstrap.release;

import dev.martlet.platform.sql.SqlStatement;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** SQL statements by name, as they are sent: with {@code ?} for each parameter. */
record Statements(Map<String, String> texts) {
    private static final Path MODULES = Path.of("..", "modules");
    private static final String CLASSES = "target/classes";
    private static final String NAME = "-- name: ";

    /** The constants of all classes of the program. */
    static Statements ofTheProgram() throws IOException, ReflectiveOperationException {
        var texts = new TreeMap<String, String>();
        try (Stream<Path> files = Files.walk(MODULES)) {
            for (Path file : files.filter(Statements::isOfTheProgram).toList()) {
                for (Field constant : Class.forName(className(file), false, Statements.class.getClassLoader()).getDeclaredFields()) {
                    if (constant.getType() == SqlStatement.class && Modifier.isStatic(constant.getModifiers())) {
                        constant.setAccessible(true);
                        var statement = (SqlStatement) constant.get(null);
                        texts.put(statement.name(), text(statement));
                    }
                }
            }
        }
        return new Statements(texts);
    }

    static Statements parse(String file) {
        return new Statements(Stream.of(file.split("(?m)^" + NAME)).filter(part -> !part.isBlank())
                .map(part -> part.split("\n", 2))
                .collect(Collectors.toMap(part -> part[0].strip(), part -> part[1].strip(), (one, _) -> one, TreeMap::new)));
    }

    String format() {
        return texts.entrySet().stream().map(statement -> NAME + statement.getKey() + "\n" + statement.getValue() + "\n").collect(Collectors.joining("\n"));
    }

    /** Tests are elsewhere; what tests are made with, and the module samples, are no part of the program. */
    private static boolean isOfTheProgram(Path file) {
        String path = file.toString().replace('\\', '/');
        return path.contains("/" + CLASSES + "/dev/") && path.endsWith(".class") && !path.contains("testing/" + CLASSES) && !path.contains("/samples/");
    }

    private static String className(Path file) {
        String path = file.toString().replace('\\', '/');
        return path.substring(path.indexOf(CLASSES) + CLASSES.length() + 1).replaceFirst("\\.class$", "").replace('/', '.');
    }

    private static String text(SqlStatement statement) throws ReflectiveOperationException {
        Method jdbc = SqlStatement.class.getDeclaredMethod("jdbc");
        jdbc.setAccessible(true);
        return ((String) jdbc.invoke(statement)).strip();
    }
}
