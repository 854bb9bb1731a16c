package dev.martlet.bootstrap.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.bootstrap.support.Program;
import dev.martlet.bootstrap.support.Program.End;
import dev.martlet.platform.core.json.Json;
import dev.martlet.platform.embedded.EmbeddedPostgres;
import dev.martlet.platform.sql.session.DatabaseSettings;
import dev.martlet.platform.sql.session.Migrate;
import dev.martlet.platform.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What the real program writes, as text and as JSON, at each level, and while its database is away. */
class LogIT {
    private static final Predicate<String> LINE = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z (DEBUG|INFO|WARN|ERROR) \\S+: .*").asMatchPredicate();
    private static final Duration LONGEST_RECOVERY = Duration.ofSeconds(40);
    /** All modules, each with its pool, its relay and its workers; all that is alike is counted. */
    private static final int MOST_LINES = 80;

    @TempDir
    private Path directory;

    @Test
    void asJsonEveryLineOfBothOutputsIsAnObject() {
        try (var program = Program.in(directory).on(TestDatabase.settings()).environment("LOG_FORMAT", "json").start().awaitReady()) {
            program.http().get("/orders").expect(200);
            program.http().post("/products", "{\"name\": \"Tea\", \"price\": {\"amount\": 1, \"currency\": \"EUR\"}, \"stock\": 1}").expect(201);
            program.terminate().awaitEnd();
            assertThat(program.out()).isEmpty();
            assertThat(objects(program.errors().lines().toList())).isNotEmpty().anyMatch(line -> line.path("message").asString().contains("is ready after"))
                    .anyMatch(line -> line.path("logger").asString().equals("audit") && line.path("message").asString().contains("registered with stock 1"));
        }
    }

    @Test
    void asJsonEachFaultIsAnObject() {
        End end = Program.in(directory).property("log.format", "json").property("events.workers", "none").property("db.pool.size", "0").run();
        assertThat(end.code()).isEqualTo(78);
        assertThat(end.out()).isEmpty();
        assertThat(objects(end.errors())).hasSize(2).extracting(line -> line.path("message").asString())
                .anyMatch(message -> message.startsWith("events.workers: ")).anyMatch(message -> message.startsWith("db.pool.size: "));
    }

    @Test
    void aLevelThatIsNoneStopsTheProgram() {
        End end = Program.in(directory).configuration("log: {level: LOUD, levle: INFO}").environment("LOG_LEVEL_DEV_MARTLET", "quiet").run();
        assertThat(end.code()).isEqualTo(78);
        assertThat(end.errors()).hasSize(3)
                .anyMatch(line -> line.startsWith("log.level: must be one of TRACE"))
                .anyMatch(line -> line.startsWith("log.level.dev.martlet: must be one of TRACE"))
                .anyMatch(line -> line.startsWith("log.levle: is not known"));
    }

    @Test
    void levelsComeFromTheEnvironmentFromPropertiesAndFromTheFile() {
        Program.Preparation preparation = Program.in(directory).on(TestDatabase.settings())
                .configuration("log: {level: OFF, level.org.flywaydb: INFO}")
                .property("log.level.com.zaxxer.hikari", "DEBUG")
                .environment("LOG_LEVEL_IO_HELIDON_WEBSERVER_SERVERLISTENER", "info");
        try (var program = preparation.start().awaitReady()) {
            List<String> lines = program.errors().lines().toList();
            assertThat(lines).isNotEmpty().allMatch(LINE)
                    .anyMatch(line -> line.contains(" com.zaxxer.hikari")).anyMatch(line -> line.contains(" org.flywaydb"))
                    .anyMatch(line -> line.contains(" io.helidon.webserver.ServerListener: "))
                    .allMatch(line -> line.matches(".* (com\\.zaxxer\\.hikari|org\\.flywaydb|io\\.helidon\\.webserver\\.ServerListener)\\S*: .*"));
        }
    }

    @Test
    void aRestartOfTheDatabaseIsAFewLines() {
        EmbeddedPostgres postgres = EmbeddedPostgres.start(directory.resolve("postgres"));
        var settings = new DatabaseSettings(Optional.empty(), Optional.empty(), Optional.empty(), 10, false, Migrate.START)
                .at(postgres.url(), postgres.username(), postgres.password());
        try (var program = Program.in(directory).on(settings).start().awaitReady()) {
            postgres.close();
            IntStream.range(0, 30).forEach(_ -> program.http().get("/products").expect(503));
            postgres = EmbeddedPostgres.start(directory.resolve("postgres"));
            await().atMost(LONGEST_RECOVERY).untilAsserted(() -> program.http().get("/products").expect(200));
            program.terminate().awaitEnd();
            List<String> lines = program.errors().lines().toList();
            assertThat(lines).allMatch(LINE).hasSizeBetween(1, MOST_LINES).noneMatch(line -> line.contains("(") && line.contains("at org.postgresql"));
            assertThat(lines).anyMatch(line -> line.contains("(repeated "));
        } finally {
            postgres.close();
        }
    }

    private static List<JsonNode> objects(List<String> lines) {
        List<JsonNode> objects = lines.stream().map(Json.tolerant()::readTree).toList();
        assertThat(objects).allSatisfy(line -> assertThat(line.propertyNames()).contains("timestamp", "level", "logger", "message", "trace_id", "span_id"));
        return objects;
    }
}
