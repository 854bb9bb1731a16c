package dev.martlet.payments.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.martlet.payments.application.Gateway.RefundAnswer;
import dev.martlet.platform.core.tls.Certificates;
import dev.martlet.platform.core.tls.TlsContext;
import dev.martlet.platform.core.tls.TlsFiles;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway with TLS, whose authority the Java runtime trusts. */
class HttpGatewayTlsTest {
    private static final Certificates AUTHORITY = new Certificates("authority");
    @TempDir private static Path directory;
    private static SSLContext before;

    /** As javax.net.ssl.trustStore would do. */
    @BeforeAll
    static void trust() throws Exception {
        before = SSLContext.getDefault();
        SSLContext.setDefault(AUTHORITY.client());
    }

    @AfterAll
    static void end() {
        SSLContext.setDefault(before);
    }

    @Test
    void aGatewayOfATrustedAuthorityIsAsked() throws Exception {
        assertThat(refund(AUTHORITY, "localhost")).isEqualTo(new RefundAnswer.NothingToRefund());
    }

    @Test
    void aGatewayOfAnotherNameOrAuthorityIsNotAsked() throws Exception {
        assertThat(refund(AUTHORITY, "elsewhere.example")).isEqualTo(new RefundAnswer.Unanswered());
        assertThat(refund(new Certificates("other"), "localhost")).isEqualTo(new RefundAnswer.Unanswered());
    }

    private static RefundAnswer refund(Certificates authority, String name) throws Exception {
        authority.issue(name).in(directory, name);
        var files = new TlsFiles("gateway", Optional.of(directory.resolve(name + ".crt")), Optional.of(directory.resolve(name + ".key")),
                Optional.empty(), Set.of());
        var server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(TlsContext.open(files)));
        server.createContext("/refunds", exchange -> {
            byte[] answer = "{\"status\": \"nothing\"}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        try {
            var url = URI.create("https://localhost:" + server.getAddress().getPort());
            return new HttpGateway(new GatewaySettings(GatewaySettings.Type.HTTP, Optional.of(url), Optional.empty(), Duration.ofSeconds(3), 10, 10,
                    Duration.ofSeconds(5))).refund(UUID.randomUUID());
        } finally {
            server.stop(0);
        }
    }
}
