package dev.martlet.bootstrap.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Metrics show a statement by its name: each has one, and no other has the same. */
class SqlStatementsTest {
    private static final Pattern NAME = Pattern.compile("SqlStatement\\.of\\(\\s*\"([^\"]*)\"");
    private static final Pattern FEATURE = Pattern.compile(".*/modules/(?!platform/)([a-z]+)/src/main/.*");

    @Test
    void eachStatementHasANameOfItsOwn() throws IOException {
        var names = new ArrayList<String>();
        for (Path file : sources()) {
            names.addAll(names(file));
        }

        assertThat(names).doesNotHaveDuplicates().contains("customers.find", "orders.finish", "events.read-outbox");
    }

    @Test
    void theNameOfAFeatureModulesStatementBeginsWithTheModule() throws IOException {
        for (Path file : sources()) {
            var feature = FEATURE.matcher(file.toString().replace('\\', '/'));
            if (feature.matches()) {
                assertThat(names(file)).as(file.toString()).allSatisfy(name -> assertThat(name).startsWith(feature.group(1) + "."));
            }
        }
    }

    @Test
    void onlyTestsRunSqlWithoutAName() throws IOException {
        assertThat(sources()).noneMatch(file -> read(file).contains("new AdHocSql("));
    }

    private static List<String> names(Path file) {
        return NAME.matcher(read(file)).results().map((MatchResult found) -> found.group(1)).toList();
    }

    /** Those of the product: the platform's testing room is none of it. */
    private static List<Path> sources() throws IOException {
        try (var files = Files.walk(Path.of("..", "modules"))) {
            return files.filter(file -> file.toString().replace('\\', '/').matches("(?!.*/platform/testing/).*/src/main/.*\\.java")).toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
