package dev.martlet.platform.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.platform.core.LogListener;
import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretTest {
    private final ConfigErrors faults = new ConfigErrors();
    @TempDir private Path directory;

    @Test
    void aSecretIsTheValueOrTheContentOfTheFileWithoutItsLastNewline() throws IOException {
        assertThat(secret(Map.of())).isEmpty();
        assertThat(secret(Map.of("db.password", "hush"))).map(Secret::value).contains("hush");
        for (String content : new String[] {"hush", "hush\n", "hush\r\n"}) {
            assertThat(secret(Map.of("db.password.file", file(content).toString()))).map(Secret::value).contains("hush");
        }
        assertThat(secret(Map.of("db.password.file", file(" hush \n\n").toString()))).map(Secret::value).contains(" hush \n");
        assertThat(faults.lines()).isEmpty();
    }

    @Test
    void bothAreAFault() throws IOException {
        secret(Map.of("db.password", "hush", "db.password.file", file("hush").toString()));
        assertThat(faults.lines()).containsExactly("db.password.file: must not be set together with db.password");
    }

    @Test
    void aFileThatCannotBeUsedIsAFaultOfItsKey() throws IOException {
        assertFault(directory.resolve("none"), "there is no file " + directory.resolve("none"));
        assertFault(file("\n"), "the file " + file("\n") + " is empty");
        assertFault(directory, "the file " + directory + " cannot be read");
        Path large = Files.write(directory.resolve("large"), new byte[WatchedFiles.LARGEST + 1]);
        assertFault(large, "the file " + large + " has more than 262144 bytes");
        Path binary = Files.write(directory.resolve("binary"), new byte[] {(byte) 0xff, 1});
        assertFault(binary, "the file " + binary + " is not text in UTF-8");
        assertThat(faults.lines()).noneMatch(line -> line.contains("hush"));
    }

    @Test
    void aRuleHoldsForBoth() throws IOException {
        Settings db = settings(Map.of("db.password.file", file("hush").toString()));
        db.secret("password", "must be short", value -> value.length() < 3);
        assertThat(faults.lines()).containsExactly("db.password.file: the content of " + directory.resolve("secret") + " must be short");
    }

    @Test
    void aChangedFileIsUsedHoweverItWasChangedAndTheFormerValueIsKnown() throws IOException {
        Secret secret = secret(Map.of("db.password.file", file("one").toString())).orElseThrow();
        assertThat(secret.previous()).isEmpty();
        file("two");
        await().until(() -> secret.value().equals("two"));
        assertThat(secret.previous()).contains("one");
        Files.move(Files.writeString(directory.resolve("new"), "three"), directory.resolve("secret"), StandardCopyOption.ATOMIC_MOVE);
        await().until(() -> secret.value().equals("three"));
        assertThat(secret.previous()).contains("two");
    }

    /** As Kubernetes mounts them: the file is a link into a directory that is a link, which is replaced. */
    @Test
    void aChangedLinkIsFollowed() throws IOException {
        Files.writeString(Files.createDirectories(directory.resolve("v1")).resolve("secret"), "one");
        Files.writeString(Files.createDirectories(directory.resolve("v2")).resolve("secret"), "two");
        Files.createSymbolicLink(directory.resolve("..data"), Path.of("v1"));
        Files.createSymbolicLink(directory.resolve("secret"), Path.of("..data", "secret"));
        Secret secret = secret(Map.of("db.password.file", directory.resolve("secret").toString())).orElseThrow();
        assertThat(secret.value()).isEqualTo("one");
        Files.createSymbolicLink(directory.resolve("..data_tmp"), Path.of("v2"));
        Files.move(directory.resolve("..data_tmp"), directory.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
        await().until(() -> secret.value().equals("two"));
    }

    @Test
    void newContentThatCannotBeUsedIsLoggedOnceAndTheFormerStays() throws IOException {
        Path file = file("one");
        Secret secret = secret(Map.of("db.password.file", file.toString())).orElseThrow();
        try (var log = new LogListener(WatchedFiles.class)) {
            Files.delete(file);
            await().until(() -> {
                secret.value();
                return !warnings(log).isEmpty();
            });
            assertThat(secret.value()).isEqualTo("one");
            file("two");
            await().until(() -> secret.value().equals("two"));
            assertThat(warnings(log)).containsExactly("db.password.file: the changed content of " + file
                    + " cannot be used, so the former one stays in use: there is no file " + file);
        }
    }

    @Test
    void aSecretIsNotShown() {
        assertThat(Secret.of("hush").toString()).doesNotContain("hush");
        assertThat(Secret.of("hush")).isEqualTo(Secret.of("hush")).isNotEqualTo(Secret.of("other"));
    }

    private static List<String> warnings(LogListener log) {
        return log.records().stream().filter(record -> record.getLevel() == Level.WARNING).map(LogRecord::getMessage).toList();
    }

    private void assertFault(Path file, String message) {
        var errors = new ConfigErrors();
        Settings.root(Config.just(ConfigSources.create(Map.of("db.password.file", file.toString()))), errors).node("db").secret("password");
        assertThat(errors.lines()).containsExactly("db.password.file: " + message);
    }

    private Path file(String content) throws IOException {
        return Files.writeString(directory.resolve("secret"), content);
    }

    private Optional<Secret> secret(Map<String, String> all) {
        return settings(all).secret("password");
    }

    private Settings settings(Map<String, String> all) {
        return Settings.root(Config.just(ConfigSources.create(all)), faults).node("db");
    }
}
