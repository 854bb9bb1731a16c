package dev.martlet.bootstrap.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps the house: what a reader of the sources may rely on, and no compiler sees to. */
class TidyTest {
    private static final int LONGEST_FILE = 250;
    private static final int LONGEST_TEST = 400;
    private static final int LONGEST_LINE = 160;
    private static final Pattern SQL = Pattern.compile(
            "(?m)^\\s*(\"\"\")?\\s*(select .* from|insert into|update \\w+ set|delete from|with \\w+ as \\() ?", Pattern.DOTALL);
    private static final List<Source> SOURCES = sources();

    /** A file of Java. */
    private record Source(Path path, String text) {
        boolean isTest() {
            return path.toString().contains("/src/test/") || path.toString().matches(".*/platform/(\\w+-)?testing/.*");
        }

        String name() {
            return path.getFileName().toString().replace(".java", "");
        }

        List<String> lines() {
            return text.lines().toList();
        }
    }

    @Test
    void modulesExportTheirApiAlone() {
        var modules = SOURCES.stream().filter(source -> source.name().equals("module-info") && !source.path().toString().contains("/platform/")).toList();
        assertThat(modules).hasSizeGreaterThanOrEqualTo(7);
        modules.forEach(module -> assertThat(module.lines()).as(module.path().toString())
                .filteredOn(line -> line.strip().startsWith("exports "))
                .allMatch(line -> line.matches(" +exports dev\\.martlet\\.[a-z]+\\.api;")));
    }

    @Test
    void filesAndLinesAreShort() {
        assertNone(source -> source.lines().size() > (source.isTest() ? LONGEST_TEST : LONGEST_FILE));
        assertNone(source -> source.lines().stream().anyMatch(line -> line.length() > LONGEST_LINE));
        assertNone(source -> source.text().contains("\t") || source.text().contains(" \n"));
    }

    @Test
    void nothingIsLeftForLater() {
        assertNone(contains("\\b(TODO|FIXME|XXX|HACK)\\b"));
        assertNone(contains("@Disabled\\b"));
    }

    @Test
    void onlyTheStartWritesToTheConsole() {
        assertNone(contains("System\\.(out|err)").and(source -> !List.of("Console", "Launcher").contains(source.name())).and(source -> !source.isTest()));
        assertNone(contains("printStackTrace\\(\\)"));
    }

    @Test
    void testsWaitForConditionsAndNotForTime() {
        assertNone(contains("Thread\\.sleep|TimeUnit\\.[A-Z]+\\.sleep").and(Source::isTest));
        assertNone(contains("org\\.mockito"));
    }

    @Test
    void sqlStandsInRepositoriesAndThePlatform() {
        assertNone(source -> SQL.matcher(source.text()).find() && !source.isTest()
                && !source.name().endsWith("Repository") && !source.path().toString().contains("/platform/"));
    }

    /** A star breaks prepared statements when a newer version adds a column; an "or" with a null keeps a page from starting at its cursor. */
    @Test
    void statementsNameTheirColumnsAndPagesStartAtTheirCursor() {
        var loose = Pattern.compile(
                "(?i)\\b(select|returning)\\s+(all\\s+|distinct\\s+)?(\\w+\\.)?\\*|\\w\\.\\*[\\s,]|%rowtype|(\\?|:\\w+)[^\\n]{0,20}\\bis null\\s+or\\b");
        assertNone(source -> source.name().endsWith("Repository") && !source.isTest() && loose.matcher(code(source)).find());
    }

    private static String code(Source source) {
        return source.text().replaceAll("(?s)/\\*.*?\\*/", "");
    }

    @Test
    void namesSayWhatATypeIsFor() {
        assertNone(source -> source.name().matches(".*(Impl|Manager|Utils?|Base|Helper|Abstract)"));
        assertNone(source -> source.name().matches("Abstract.*"));
    }

    @Test
    void everyTypeSaysWhatItIsFor() {
        assertNone(source -> !source.isTest() && !isDescribed(source));
        assertThat(isDescribed(new Source(Path.of("Bird.java"), "/** A bird. */\npublic final class Bird {"))).isTrue();
        assertThat(isDescribed(new Source(Path.of("Bird.java"), "final class Bird {\n    /** Its name. */\n    String name;"))).isFalse();
    }

    /** Whether Javadoc stands directly before the type, or before its annotations. */
    private static boolean isDescribed(Source source) {
        if (source.name().endsWith("-info")) {
            return source.text().startsWith("/**");
        }
        var type = Pattern.compile("(?m)^(@\\w.*\\n)*([a-z-]+ )*(class|record|interface|enum|@interface) " + source.name() + "\\b").matcher(source.text());
        return type.find() && source.text().substring(0, type.start()).endsWith("*/\n");
    }

    private static void assertNone(Predicate<Source> untidy) {
        assertThat(SOURCES.stream().filter(source -> !source.name().equals("TidyTest")).filter(untidy).map(Source::path)).isEmpty();
    }

    private static Predicate<Source> contains(String pattern) {
        var compiled = Pattern.compile(pattern);
        return source -> compiled.matcher(source.text()).find();
    }

    private static List<Source> sources() {
        Path root = Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent).filter(path -> Files.exists(path.resolve("mvnw"))).findFirst().orElseThrow();
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(path -> path.toString().endsWith(".java") && !root.relativize(path).toString().matches("(.*/)?target/.*"))
                    .map(path -> new Source(root.relativize(path), read(path)))
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
