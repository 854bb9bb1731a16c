package dev.martlet.bootstrap.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.martlet.bootstrap.support.Program;
import dev.martlet.platform.testing.TestDatabase;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shop behind a real Postfix, which relays to a server that has neither SMTPUTF8 nor 8BITMIME. */
class PostfixInteropIT {
    private static final Duration SETTLES = Duration.ofSeconds(60);

    @TempDir
    private Path directory;
    private final GreenMail nextHop = new GreenMail(ServerSetup.SMTP.dynamicPort());
    private Postfix postfix;
    private Program shop;

    @BeforeEach
    void start() throws Exception {
        nextHop.start();
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        postfix = Postfix.start(Files.createDirectory(directory.resolve("postfix")), nextHop.getSmtp().getPort());
        shop = Program.in(Files.createDirectory(directory.resolve("shop"))).options(Program.SMALL).on(TestDatabase.settings())
                .property("db.pool.size", "5")
                .property("modules.notifications.smtp.host", "127.0.0.1")
                .property("modules.notifications.smtp.port", Integer.toString(postfix.port()))
                .property("modules.notifications.smtp.from", "shop@example.com")
                .start();
        shop.awaitReady();
    }

    @AfterEach
    void end() {
        shop.close();
        postfix.close();
        nextHop.stop();
    }

    @Test
    void namesOutsideAsciiArrive() throws Exception {
        register("ada@example.org", "Zoë Müller");
        register("mei@example.org", "名前");
        register("eve@example.org", "Eve");

        await().atMost(SETTLES).until(() -> nextHop.getReceivedMessages().length == 3);

        assertThat(names()).containsExactlyInAnyOrder("Zoë Müller", "名前", "Eve");
        assertThat(Stream.of(nextHop.getReceivedMessages())).allMatch(message -> text(message).startsWith("Hello "));
        assertThat(postfix.log()).contains("status=sent").doesNotContain("status=bounced");
        assertThat(shop.rest().get("/notifications").expect(200).body()).doesNotContain("QUEUED", "FAILED");
    }

    @Test
    void aRelayThatDeniesMailGetsItOnceItsSettingsAreMended() {
        postfix.set("mynetworks", "192.0.2.0/24");
        register("grace@example.org", "Grace");
        await().atMost(SETTLES).until(() -> postfix.log().contains("554 5.7.1"));
        assertThat(shop.rest().get("/notifications").expect(200).json().at("/items/0/status").asString()).isEqualTo("QUEUED");

        postfix.set("mynetworks", "127.0.0.0/8");

        await().atMost(SETTLES).until(() -> nextHop.getReceivedMessages().length == 1);
        assertThat(shop.out() + shop.errors()).contains("The mail server denies mail", "accepts mail again").doesNotContain("grace@");
    }

    private void register(String email, String name) {
        shop.rest().post("/customers", "{\"email\":\"%s\",\"name\":\"%s\"}".formatted(email, name)).expect(201);
    }

    private Stream<String> names() throws Exception {
        var names = Stream.<String>builder();
        for (MimeMessage message : nextHop.getReceivedMessages()) {
            names.add(((InternetAddress) message.getRecipients(RecipientType.TO)[0]).getPersonal());
        }
        return names.build();
    }

    private static String text(MimeMessage message) {
        try {
            return message.getContent().toString();
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }
}
