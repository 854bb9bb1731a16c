package dev.martlet.bootstrap.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Migrations are never edited: an existing database has their checksums, and a process with other ones refuses to start. {@code migrations.txt} has the hash of
 * each; {@code -Dmartlet.docs=write} adds new ones. This test refuses a change, even of a comment.
 */
final class MigrationSnapshotTest {
    private static final boolean WRITE = "write".equals(System.getProperty("martlet.docs"));
    private static final Path MODULES = Path.of("..", "modules");
    private static final Path RECORD = Path.of("src", "test", "resources", "migrations.txt");

    @Test
    void aRecordedMigrationIsNeverEdited() throws IOException {
        Map<String, String> recorded = recorded();
        Map<String, String> current = current();
        assertThat(current).hasSizeGreaterThanOrEqualTo(7).containsAllEntriesOf(recorded);
        if (WRITE) {
            Files.writeString(RECORD, current.entrySet().stream().map(entry -> entry.getKey() + " " + entry.getValue() + "\n").collect(Collectors.joining()));
        } else {
            assertThat(current.keySet()).as("not recorded: run this test with -Dmartlet.docs=write").isEqualTo(recorded.keySet());
        }
    }

    @Test
    void anEditedMigrationHasAnotherHash() {
        assertThat(hash("select 1; -- one\n")).isNotEqualTo(hash("select 1; -- two\n")).isEqualTo(hash("select 1; -- one\r\n"));
    }

    private static Map<String, String> recorded() throws IOException {
        return Files.readString(RECORD).lines().map(line -> line.split(" ")).collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
    }

    /** By schema and file name: the same migration may move to another folder. */
    private static Map<String, String> current() throws IOException {
        var hashes = new TreeMap<String, String>();
        try (var files = Files.walk(MODULES)) {
            for (Path file : files.filter(MigrationSnapshotTest::isMigration).toList()) {
                hashes.put(file.getParent().getFileName() + "/" + file.getFileName(), hash(Files.readString(file)));
            }
        }
        return hashes;
    }

    /** The module samples is no part of the program. */
    private static boolean isMigration(Path file) {
        return file.toString().contains("/src/main/resources/db/") && file.toString().endsWith(".sql") && !file.startsWith(MODULES.resolve("samples"));
    }

    private static String hash(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
