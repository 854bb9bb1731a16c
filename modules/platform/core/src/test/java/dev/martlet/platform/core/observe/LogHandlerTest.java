package dev.martlet.platform.core.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.platform.core.json.Json;
import dev.martlet.platform.core.observe.LogSettings.Format;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

final class LogHandlerTest {
    private static final String OWN = "dev.martlet.platform.sql.Database";
    private static final Predicate<String> WHOLE_LINE = Pattern.compile(
            "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z (TRACE|DEBUG|INFO|WARN|ERROR) \\S+: .*").asMatchPredicate();
    private static final Pattern REPEATED = Pattern.compile("repeated (\\d+) time");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @ParameterizedTest
    @CsvSource({"dev.martlet.platform.sql.Database", "dev.martlet.platform.sql.database", "DEV.MARTLET.PLATFORM.SQL", "dev.martlet"})
    void aLoggerIsNamedInAnyLetters(String name) {
        LogHandler handler = handler(Map.of(name, LogLevel.DEBUG));
        log(handler, Level.FINE, OWN, "logged");
        log(handler, Level.FINE, "io.elsewhere", "suppressed");
        assertThat(lines()).hasSize(1).first().asString().contains("DEBUG platform.sql.Database: logged");
    }

    @Test
    void theNearestNameDecides() {
        LogHandler handler = handler(Map.of("dev.martlet", LogLevel.OFF, "dev.martlet.platform.sql", LogLevel.WARN));
        log(handler, Level.WARNING, OWN, "logged");
        log(handler, Level.INFO, OWN, "suppressed");
        log(handler, Level.SEVERE, "dev.martlet.orders.Orders", "suppressed");
        log(handler, Level.INFO, "com.zaxxer.hikari.pool.HikariPool", "suppressed: libraries begin at WARN");
        assertThat(lines()).hasSize(1);
    }

    @Test
    void javaUtilLoggingLetsThroughWhatANameInOtherLettersAllows() {
        Map<String, LogLevel> gates = new LogRules(settings(Format.TEXT, Map.of("dev.martlet.platform.sql.database", LogLevel.DEBUG))).gates();
        assertThat(gates).containsEntry("dev.martlet.platform.sql", LogLevel.DEBUG).containsEntry("", LogLevel.INFO);
    }

    @Test
    void aRecordIsOneLineForAnyMessageAndFailure() {
        LogHandler handler = handler(Map.of());
        var failure = new IllegalStateException("first\r\nsecond", new IllegalArgumentException("because"));
        log(handler, Level.INFO, OWN, "one\n2026-01-01T00:00:00Z INFO forged: line\u001b[31m\u2028");
        publish(handler, Level.WARNING, "odd", failure);
        publish(handler, Level.SEVERE, "bad", failure);
        assertThat(lines()).hasSize(3).allMatch(WHOLE_LINE);
        assertThat(lines().getFirst()).contains("one\\n2026").contains("\\u001b[31m\\u2028");
        assertThat(lines().get(1)).contains("first\\r\\nsecond").contains("because").doesNotContain("at dev.martlet");
        assertThat(lines().get(2)).contains(" | at dev.martlet.platform.core.observe.LogHandlerTest.aRecordIsOneLine").contains("Caused by: ");
    }

    @Test
    void asJsonALineIsAnObjectWithItsStackTrace() {
        var handler = new LogHandler(settings(Format.JSON, Map.of()), out, Duration.ofMinutes(1));
        publish(handler, Level.WARNING, "odd \"thing\"\n", new IllegalStateException("broken"));
        assertThat(lines()).hasSize(1);
        JsonNode line = Json.tolerant().readTree(lines().getFirst());
        assertThat(line.propertyNames()).containsExactly("timestamp", "level", "logger", "message", "trace_id", "span_id", "stack_trace");
        assertThat(line.path("level").asString()).isEqualTo("WARN");
        assertThat(line.path("logger").asString()).isEqualTo(OWN);
        assertThat(line.path("message").asString()).isEqualTo("odd \"thing\"\n");
        assertThat(line.path("stack_trace").asString()).startsWith("java.lang.IllegalStateException: broken\n\tat ");
    }

    @Test
    void warningsThatDifferOnlyInIdsAreCounted() {
        LogHandler handler = handler(Map.of());
        IntStream.range(0, 50).forEach(number -> log(handler, Level.WARNING, OWN, "urn:uuid:" + UUID.randomUUID() + " failed at Connection@" + number + "af"));
        log(handler, Level.WARNING, OWN, "urn:uuid:aeeabddd-b5af-4a38-b43a-2074d295defb failed at Connection@50af");
        log(handler, Level.WARNING, OWN, "something else failed");
        assertThat(lines()).hasSize(2);
        handler.flush();
        assertThat(lines()).hasSize(3).last().asString().contains("(repeated 50 times").contains("failed at");
    }

    @Test
    void aReceiverOfTracesThatIsAwayIsAWarningThatIsCounted() {
        LogHandler handler = handler(Map.of());
        IntStream.range(0, 50).forEach(spans -> {
            var record = new LogRecord(Level.SEVERE, "Failed to export " + spans + " spans. The request could not be executed.");
            record.setLoggerName("io.opentelemetry.exporter.otlp.internal.HttpExporter");
            record.setThrown(new IOException("Connection refused"));
            handler.publish(record);
        });
        assertThat(lines()).singleElement().asString().contains(" WARN ", "Connection refused").doesNotContain(" at ");
    }

    @Test
    void everyErrorWithAnIdOfItsOwnIsThere() {
        LogHandler handler = handler(Map.of());
        IntStream.range(0, 300).forEach(_ -> log(handler, Level.SEVERE, OWN, "urn:uuid:" + UUID.randomUUID()));
        assertThat(lines()).hasSize(300);
    }

    @Test
    void whatWasCountedIsWrittenWhenTheTimeIsOver() {
        var handler = new LogHandler(settings(Format.TEXT, Map.of()), out, Duration.ofMillis(500));
        log(handler, Level.WARNING, OWN, "again");
        log(handler, Level.WARNING, OWN, "again");
        await().until(() -> lines().size() == 2);
        assertThat(lines().getLast()).contains("again (repeated 1 time,");
    }

    @Test
    void noCountIsLostHoweverManyKindsThereAre() {
        LogHandler handler = handler(Map.of());
        for (int pass = 0; pass < 3; pass++) {
            for (int kind = 0; kind < 400; kind++) {
                String name = letters(kind);
                log(handler, Level.WARNING, OWN, name);
                log(handler, Level.WARNING, OWN, name);
            }
        }
        handler.flush();
        assertThat(counted() + lines().stream().filter(line -> !line.contains("repeated")).count()).isEqualTo(2400);
    }

    @Test
    void whatIsNoWarningIsNeverCounted() {
        LogHandler handler = handler(Map.of());
        log(handler, Level.INFO, "audit", "changed");
        log(handler, Level.INFO, "audit", "changed");
        assertThat(lines()).hasSize(2);
    }

    @Test
    void mailAddressesAndSecretsAreMasked() {
        LogHandler handler = handler(Map.of());
        log(handler, Level.WARNING, OWN, "550 <Ada.Lovelace+shop@mail.example.org>: unknown; jdbc:postgresql://db/x?user=a&password=hunter2; Bearer abcdefgh");
        publish(handler, Level.SEVERE, "bad", new IllegalStateException("Key (email)=(zoë@exämple.de) exists"));
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("550 <<mail address>>: unknown").contains("password=***").contains("Bearer ***")
                .doesNotContain("Ada.").doesNotContain("hunter2").doesNotContain("abcdefgh").doesNotContain("zoë").doesNotContain("exämple");
        log(handler, Level.INFO, OWN, "PgConnection@3b0a5d2");
        assertThat(lines()).last().asString().contains("PgConnection@3b0a5d2");
    }

    private long counted() {
        return REPEATED.matcher(out.toString(StandardCharsets.UTF_8)).results().mapToLong(found -> Long.parseLong(found.group(1))).sum();
    }

    private static String letters(int number) {
        return "kind " + (char) ('g' + number / 20) + (char) ('g' + number % 20);
    }

    private LogHandler handler(Map<String, LogLevel> levels) {
        return new LogHandler(settings(Format.TEXT, levels), out, Duration.ofMinutes(1));
    }

    private static LogSettings settings(Format format, Map<String, LogLevel> levels) {
        return new LogSettings(format, LogLevel.INFO, levels);
    }

    private List<String> lines() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static void log(LogHandler handler, Level level, String logger, String message) {
        var record = new LogRecord(level, message);
        record.setLoggerName(logger);
        handler.publish(record);
    }

    private static void publish(LogHandler handler, Level level, String message, Throwable thrown) {
        var record = new LogRecord(level, message);
        record.setLoggerName(OWN);
        record.setThrown(thrown);
        handler.publish(record);
    }
}
