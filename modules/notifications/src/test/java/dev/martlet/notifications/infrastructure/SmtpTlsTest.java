package dev.martlet.notifications.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.notifications.application.Mailer.Delivery;
import dev.martlet.notifications.domain.Mail;
import dev.martlet.platform.core.settings.Secret;
import dev.martlet.platform.core.tls.Certificates;
import dev.martlet.platform.core.tls.TlsContext;
import dev.martlet.platform.core.tls.TlsFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;

/** A real mail server with STARTTLS, whose authority the Java runtime trusts. */
class SmtpTlsTest {
    private static final Certificates AUTHORITY = new Certificates("authority");
    @TempDir private static Path directory;
    private static SSLContext before;
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final List<String> logins = new CopyOnWriteArrayList<>();

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
    void aLoginIsSentWithTls() throws Exception {
        SMTPServer server = server(AUTHORITY, "localhost", true);
        try {
            assertThat(send(server, Optional.of("shop"))).isEqualTo(new Delivery.Accepted());
            assertThat(send(server, Optional.empty())).isEqualTo(new Delivery.Accepted());
            assertThat(received).hasSize(2);
            assertThat(logins).containsExactly("shop");
        } finally {
            server.stop();
        }
    }

    @Test
    void aLoginIsNotSentToAServerWithoutTls() throws Exception {
        SMTPServer server = server(AUTHORITY, "localhost", false);
        try {
            assertThat(send(server, Optional.of("shop"))).isInstanceOf(Delivery.Unreachable.class);
            assertThat(logins).isEmpty();
            assertThat(send(server, Optional.empty())).isEqualTo(new Delivery.Accepted());
        } finally {
            server.stop();
        }
    }

    @Test
    void aServerOfAnotherNameOrAuthorityGetsNothing() throws Exception {
        for (SMTPServer server : List.of(server(AUTHORITY, "elsewhere.example", true), server(new Certificates("other"), "localhost", true))) {
            try {
                assertThat(send(server, Optional.of("shop"))).isInstanceOf(Delivery.Unreachable.class);
            } finally {
                server.stop();
            }
        }
        assertThat(logins).isEmpty();
        assertThat(received).isEmpty();
    }

    private SMTPServer server(Certificates authority, String name, boolean tls) throws Exception {
        authority.issue(name).in(directory, name);
        var files = new TlsFiles("smtp", Optional.of(directory.resolve(name + ".crt")), Optional.of(directory.resolve(name + ".key")),
                Optional.empty(), Set.of());
        var server = SMTPServer.port(0).enableTLS(tls).startTlsSocketFactory(TlsContext.open(files))
                .authenticationHandlerFactory(new EasyAuthenticationHandlerFactory((user, password, _) -> login(user, password)))
                .messageHandler((_, _, to, _) -> received.add(to))
                .build();
        server.start();
        return server;
    }

    private void login(String user, String password) throws LoginFailedException {
        logins.add(user);
        if (!password.equals("secret")) {
            throw new LoginFailedException();
        }
    }

    private static Delivery send(SMTPServer server, Optional<String> username) {
        var starttls = username.isPresent() ? SmtpSettings.Starttls.REQUIRED : SmtpSettings.Starttls.OFFERED;
        var time = Duration.ofSeconds(5);
        var mailer = new SmtpMailer(new SmtpSettings(Optional.of("localhost"), server.getPortAllocated(), username,
                username.map(_ -> Secret.of("secret")), "shop@example.com", starttls, 1, time, time, time, time, Duration.ofHours(1)));
        try {
            return mailer.send(new Mail(UUID.randomUUID(), UUID.randomUUID(), "ada@example.org", "Ada", "Welcome", "Hello.", Instant.EPOCH, 0, Duration.ZERO));
        } finally {
            mailer.disconnect();
        }
    }
}
