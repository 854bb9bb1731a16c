package dev.martlet.platform.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.platform.core.local.LocalDatabase;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseTest {
    @Test
    void itIsFoundByTheServiceLoader(@TempDir Path directory) throws Exception {
        LocalDatabase database = ServiceLoader.load(LocalDatabase.class).findFirst().orElseThrow();

        try (var server = database.start(directory); var connection = DriverManager.getConnection(server.url(), server.username(), server.password())) {
            assertThat(connection.isValid(1)).isTrue();
        }
    }
}
