package dev.martlet.bootstrap.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.martlet.bootstrap.Application;
import dev.martlet.bootstrap.StartupFailure;
import dev.martlet.bootstrap.support.Shop;
import dev.martlet.platform.core.tls.Certificates;
import dev.martlet.platform.embedded.EmbeddedPostgres;
import dev.martlet.platform.sql.session.DatabaseSettings;
import dev.martlet.platform.sql.session.Migrate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A PostgreSQL with a certificate of an authority of its own, as the URL says to trust it. */
class DatabaseTlsTest {
    private static final Certificates AUTHORITY = new Certificates("authority");
    @TempDir private static Path directory;
    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() throws IOException {
        AUTHORITY.issue("localhost").in(directory, "postgres");
        AUTHORITY.in(directory, "authority.crt");
        new Certificates("other").in(directory, "other.crt");
        Files.setPosixFilePermissions(directory.resolve("postgres.key"), PosixFilePermissions.fromString("rw-------"));
        postgres = EmbeddedPostgres.start(directory.resolve("data"), List.of("fsync=off", "ssl=on",
                "ssl_cert_file=" + directory.resolve("postgres.crt"), "ssl_key_file=" + directory.resolve("postgres.key")));
    }

    @AfterAll
    static void end() {
        postgres.close();
    }

    @Test
    void everySessionIsEncryptedToTheServerThatTheUrlNames() throws SQLException {
        try (var shop = Shop.open(database("localhost", "authority.crt"), Map.of())) {
            shop.customer(0);
            try (var connection = DriverManager.getConnection(postgres.url(), postgres.username(), postgres.password());
                    var rows = connection.createStatement().executeQuery("""
                            select count(*) filter (where ssl), count(*) filter (where not ssl)
                            from pg_stat_ssl join pg_stat_activity using (pid)
                            where application_name like 'martlet-%'
                            """)) {
                rows.next();
                assertThat(rows.getInt(1)).isGreaterThan(6);
                assertThat(rows.getInt(2)).isZero();
            }
        }
    }

    @Test
    void aServerOfAnotherNameOrAuthorityEndsTheStart() {
        for (DatabaseSettings wrong : List.of(database("127.0.0.1", "authority.crt"), database("localhost", "other.crt"))) {
            var config = Shop.config(wrong, Map.of("db.wait", "0ms"));
            StartupFailure exit = catchThrowableOfType(StartupFailure.class, () -> Application.start(config).close());
            assertThat(exit.code()).isEqualTo(78);
            assertThat(exit.lines()).allMatch(line -> line.startsWith("db.url: "));
        }
    }

    private static DatabaseSettings database(String host, String authority) {
        String url = postgres.url().replace("127.0.0.1", host) + "?sslmode=verify-full&sslrootcert=" + directory.resolve(authority);
        return new DatabaseSettings(Optional.empty(), Optional.empty(), Optional.empty(), 10, false, Migrate.START)
                .at(url, postgres.username(), postgres.password());
    }
}
