package dev.martlet.bootstrap.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.platform.testing.FreePorts;
import dev.martlet.platform.testing.RestClient;
import dev.martlet.platform.testing.RestClient.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Keycloak as Maven has unpacked it (profile keycloak), with the realm that docs/tokens.md shows to operators. Its data live as long as it runs. */
final class Keycloak implements AutoCloseable {
    private static final Path HOME = unpacked();
    private static final Path REALM = Path.of("..", "docs", "keycloak", "realm.json");
    private static final Duration LONGEST_START = Duration.ofMinutes(3);
    private static final long LONGEST_STOP_SECONDS = 20;
    private static final String FORM = "application/x-www-form-urlencoded";

    private final Process process;
    private final Path log;
    private final RestClient client;

    private Keycloak(Process process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.client = new RestClient("http://127.0.0.1:" + port);
    }

    /** On free ports of 127.0.0.1. */
    static Keycloak start(Path directory) {
        Iterator<Integer> ports = FreePorts.take(2).iterator();
        int port = ports.next();
        Path log = directory.resolve("keycloak.log");
        try {
            Files.createDirectories(HOME.resolve("data/import"));
            Files.copy(REALM, HOME.resolve("data/import/martlet-realm.json"), StandardCopyOption.REPLACE_EXISTING);
            var builder = new ProcessBuilder("sh", HOME.resolve("bin/kc.sh").toString(), "start-dev", "--import-realm", "--db=dev-mem", "--cache=local",
                    "--http-host=127.0.0.1", "--http-port=" + port, "--http-management-port=" + ports.next())
                    .directory(directory.toFile()).redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment().putAll(Map.of(
                    "JAVA_HOME", System.getProperty("java.home"),
                    "JAVA_OPTS_KC_HEAP", "-Xms64m -Xmx512m",
                    // It says that it needs this from Java 24 on.
                    "JAVA_OPTS_APPEND", "--add-opens=java.base/java.lang=ALL-UNNAMED -XX:TieredStopAtLevel=1",
                    "KC_BOOTSTRAP_ADMIN_USERNAME", "admin",
                    "KC_BOOTSTRAP_ADMIN_PASSWORD", "admin"));
            return new Keycloak(builder.start(), log, port);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    Keycloak awaitReady() {
        await().atMost(LONGEST_START).until(() -> !process.isAlive() || hasRealm());
        assertThat(process.isAlive()).as(log()).isTrue();
        return this;
    }

    /** What the tokens say of who issued them. */
    String issuer() {
        return client.base() + "/realms/martlet";
    }

    String keySet() {
        return issuer() + "/protocol/openid-connect/certs";
    }

    /** An access token, by the password grant. */
    String token(String user) {
        return token("martlet", "martlet-trial", user, user + "-trial").text("access_token");
    }

    /** The token in the wrong place: what the client is told about the user. */
    String idToken(String user) {
        return token("martlet", "martlet-trial", user, user + "-trial", "scope", "openid").text("id_token");
    }

    /** From now on tokens are signed by a new key; those signed by the old one stay valid. */
    void rotateKeys() {
        administer("POST", "/admin/realms/martlet/components", """
                {"name": "next", "providerId": "ecdsa-generated", "providerType": "org.keycloak.keys.KeyProvider",
                 "config": {"priority": ["200"], "ecdsaEllipticCurveKey": ["P-256"]}}
                """).expect(201);
    }

    void signBy(String algorithm) {
        administer("PUT", "/admin/realms/martlet", "{\"defaultSignatureAlgorithm\": \"" + algorithm + "\"}").expect(204);
    }

    @Override
    public void close() {
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).forEach(ProcessHandle::destroy);
        try {
            if (!process.waitFor(LONGEST_STOP_SECONDS, TimeUnit.SECONDS)) {
                Stream.concat(process.descendants(), Stream.of(process.toHandle())).forEach(ProcessHandle::destroyForcibly);
                process.waitFor();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }

    private boolean hasRealm() {
        try {
            return client.get("/realms/martlet/protocol/openid-connect/certs").status() == 200;
        } catch (UncheckedIOException _) {
            return false;
        }
    }

    private Response administer(String method, String path, String json) {
        String token = token("master", "admin-cli", "admin", "admin").text("access_token");
        return client.send(method, path, Optional.of(json), "Authorization", "Bearer " + token);
    }

    private Response token(String realm, String application, String user, String password, String... more) {
        var form = Stream.concat(Stream.of("grant_type", "password", "client_id", application, "username", user, "password", password), Stream.of(more))
                .map(text -> URLEncoder.encode(text, StandardCharsets.UTF_8)).iterator();
        var pairs = Stream.<String>builder();
        while (form.hasNext()) {
            pairs.add(form.next() + "=" + form.next());
        }
        String body = pairs.build().collect(Collectors.joining("&"));
        return client.send("POST", "/realms/" + realm + "/protocol/openid-connect/token", Optional.of(body), "Content-Type", FORM).expect(200);
    }

    private String log() {
        try {
            return Files.readString(log);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Path unpacked() {
        Path target = Path.of("target", "keycloak").toAbsolutePath();
        try (var folders = Files.list(target)) {
            return folders.filter(folder -> Files.exists(folder.resolve("bin/kc.sh"))).findFirst().orElseThrow();
        } catch (IOException failure) {
            throw new UncheckedIOException("./mvnw -B verify -Pkeycloak unpacks it to " + target, failure);
        }
    }
}
