package dev.martlet.notifications.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.martlet.notifications.application.Mailer.Delivery;
import dev.martlet.notifications.domain.Mail;
import dev.martlet.platform.core.settings.Secret;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mail sent over SMTP: to a real server, and to one with scripted replies. */
class SmtpMailerTest {
    private static final Instant CREATED = Instant.parse("2026-03-01T12:00:00Z");
    private final GreenMail greenMail = new GreenMail(ServerSetup.SMTP.dynamicPort());
    private final ScriptedSmtpServer scripted = new ScriptedSmtpServer();
    private final Mail mail = mail("ada@example.org", "Ada");

    @BeforeEach
    void start() {
        greenMail.start();
    }

    @AfterEach
    void stop() throws Exception {
        greenMail.stop();
        scripted.close();
    }

    @Test
    void aMailArrivesUnchanged() throws Exception {
        var mailer = mailer(greenMail.getSmtp().getPort());

        assertThat(mailer.send(mail)).isEqualTo(new Delivery.Accepted());
        mailer.disconnect();

        var message = received();
        assertThat(message.getSubject()).isEqualTo("Your order is confirmed");
        assertThat(message.getFrom()).containsExactly(new InternetAddress("shop@example.com"));
        assertThat(message.getRecipients(RecipientType.TO)).containsExactly(new InternetAddress("ada@example.org"));
        assertThat(message.getContent()).asString().isEqualToNormalizingNewlines("Hello Ada,\n\nIts total is 19.99 EUR.");
        assertThat(message.getMessageID()).isEqualTo("<" + mail.id() + "@example.com>");
        assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(message.getSentDate().toInstant()).isEqualTo(CREATED);
    }

    @Test
    void everyAttemptSendsTheSameMail() {
        mailer(scripted.port()).send(mail);
        var first = scripted.data().stream().toList();
        mailer(scripted.port()).send(mail);

        assertThat(scripted.data()).hasSize(2 * first.size()).startsWith(first.toArray(String[]::new)).endsWith(first.toArray(String[]::new));
    }

    @Test
    void manyMailsUseOneConnection() {
        var mailer = mailer(scripted.port());
        for (int i = 0; i < 5; i++) {
            assertThat(mailer.send(mail("a" + i + "@example.org", "Ada"))).isEqualTo(new Delivery.Accepted());
        }
        assertThat(scripted.connections()).isEqualTo(1);

        mailer.disconnect();
        assertThat(mailer.send(mail)).isEqualTo(new Delivery.Accepted());
        assertThat(scripted.connections()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ada\r\nBcc: eve@example.org\r\n\r\nEvil", "Zoë\r\nBcc: eve@example.org", "Ada\u2028Bcc: eve@example.org", "Ada\u0085Bcc: e@x.org"})
    void aNameWithLineBreaksAddsNoHeader(String name) throws Exception {
        mailer(greenMail.getSmtp().getPort()).send(mail("ada@example.org", name));

        var message = received();
        assertThat(greenMail.getReceivedMessages()).hasSize(1);
        assertThat(Collections.list(message.getAllHeaders())).noneMatch(header -> header.getName().equalsIgnoreCase("Bcc"));
        assertThat(message.getContent()).asString().startsWith("Hello " + name.replaceAll("[\\p{Cntrl}\u0085\u2028]+", " ") + ",");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Zoë \"Müller\"", "名前", "Ada <eve@example.org>, Eve", "O'Neil, John", "😀", "=?x", "=?utf-8?q?Eve?=",
        "=?=?=?=?=?=?=?=?=?=?=?=?=?=?=?=?=?=?=?=?=?=?=?=?=?", "Ærøskøbing Ærøskøbing Ærøskøbing Ærøskøbing Æ"})
    void everyNameArrivesAndOneRecipientIsRead(String name) throws Exception {
        mailer(greenMail.getSmtp().getPort()).send(mail("ada@example.org", name));

        assertThat(received().getRecipients(RecipientType.TO)).containsExactly(new InternetAddress("ada@example.org"));
        assertThat(((InternetAddress) received().getRecipients(RecipientType.TO)[0]).getPersonal()).isEqualTo(name);
        assertThat(received().getContent()).asString().startsWith("Hello " + name + ",");
    }

    /** The server offers SMTPUTF8 and 8BITMIME, but the next server on the way may not. */
    @ParameterizedTest
    @ValueSource(strings = {"Zoë Müller", "名前", "😀"})
    void aNameOutsideAsciiIsSentInAscii(String name) {
        scripted.says("EHLO", "250-scripted\n250-8BITMIME\n250 SMTPUTF8");
        var mail = new Mail(UUID.randomUUID(), UUID.randomUUID(), "ada@example.org", name, "Grüße " + name, "Größe", CREATED, 0, Duration.ZERO);

        assertThat(mailer(scripted.port()).send(mail)).isEqualTo(new Delivery.Accepted());

        assertThat(scripted.data()).isNotEmpty().allMatch(line -> line.matches("\\p{ASCII}{0,998}"));
        assertThat(scripted.data()).anyMatch(line -> line.startsWith("To: =?UTF-8?")).anyMatch(line -> line.startsWith("Subject: =?UTF-8?"));
        assertThat(scripted.commands()).contains("MAIL FROM:<shop@example.com>");
    }

    @ParameterizedTest
    @CsvSource({"ada@müller.example, ada@xn--mller-kva.example", "ada@例え.テスト, ada@xn--r8jz45g.xn--zckzah", "ada@EXAMPLE.org, ada@EXAMPLE.org"})
    void aDomainOutsideAsciiNeedsNoSmtputf8(String address, String envelope) {
        assertThat(mailer(scripted.port()).send(mail(address, "Ada"))).isEqualTo(new Delivery.Accepted());

        assertThat(scripted.commands()).contains("MAIL FROM:<shop@example.com>", "RCPT TO:<" + envelope + ">");
    }

    @Test
    void anAddressOutsideAsciiIsSentWhereSmtputf8IsOffered() {
        scripted.says("EHLO", "250-scripted\n250 SMTPUTF8");
        var mailer = mailer(scripted.port());

        assertThat(mailer.send(mail("zoë@example.org", "Zoë"))).isEqualTo(new Delivery.Accepted());
        assertThat(mailer.send(mail)).isEqualTo(new Delivery.Accepted());

        assertThat(scripted.commands()).contains("MAIL FROM:<shop@example.com> SMTPUTF8", "RCPT TO:<zoë@example.org>");
    }

    @Test
    void anAddressOutsideAsciiIsRefusedWhereSmtputf8IsNotOffered() {
        var mailer = mailer(scripted.port());

        assertThat(mailer.send(mail("zoë@example.org", "Zoë")))
                .isEqualTo(new Delivery.Refused("the address needs SMTPUTF8, which the mail server does not offer"));
        assertThat(mailer.send(mail)).isEqualTo(new Delivery.Accepted());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "ada", "ada@example.org, eve@example.org", "ada@example.org\r\nRCPT TO:<eve@example.org>", "", "a b@example.org",
        "ada@stra\u00dfe.example", "@example.org"})
    void anInvalidAddressIsRefused(String address) {
        assertThat(mailer(greenMail.getSmtp().getPort()).send(mail(address, "Ada"))).isInstanceOf(Delivery.Refused.class);
        assertThat(greenMail.getReceivedMessages()).isEmpty();
    }

    @Test
    void theConnectionSurvivesARefusedRecipient() {
        var mailer = mailer(scripted.port());
        scripted.says("RCPT TO:<eve@example.org>", "550 5.1.1 <eve@example.org>: no such user");

        assertThat(mailer.send(mail("eve@example.org", "Eve"))).isEqualTo(new Delivery.Refused("RCPT was answered 550 5.1.1"));
        assertThat(mailer.send(mail)).isEqualTo(new Delivery.Accepted());
        assertThat(scripted.connections()).isEqualTo(1);
    }

    @Test
    void aConnectionThatTheServerHasClosedIsReplacedAtOnce() {
        var mailer = mailer(scripted.port());
        mailer.send(mail);
        scripted.says("MAIL", "421 too many mails on this connection");
        assertThat(mailer.send(mail)).isInstanceOf(Delivery.Denied.class);
        assertThat(scripted.connections()).isEqualTo(2);

        scripted.says("MAIL", "250 ok");
        scripted.says("RCPT TO:<eve@example.org>", "421 4.7.0 try later");
        assertThat(mailer.send(mail("eve@example.org", "Eve"))).isEqualTo(new Delivery.Deferred("RCPT was answered 421 4.7.0"));
        assertThat(mailer.send(mail)).isEqualTo(new Delivery.Accepted());
    }

    @Test
    void acceptingAMailHasALongerTimeoutThanACommand() throws Exception {
        var accepted = new CountDownLatch(1);
        scripted.says(".", "250 taken", accepted);
        var settings = settings(scripted.port(), SmtpSettings.Starttls.OFFERED, Optional.empty(), Duration.ofMillis(100), Duration.ofSeconds(30));
        try (var sender = Executors.newVirtualThreadPerTaskExecutor()) {
            var delivery = sender.submit(() -> new SmtpMailer(settings).send(mail));
            assertThat(accepted.await(500, TimeUnit.MILLISECONDS)).isFalse();
            assertThat(delivery).isNotDone();
            accepted.countDown();
            assertThat(delivery.get()).isEqualTo(new Delivery.Accepted());
        }
    }

    @Test
    void aServerThatDoesNotListenIsUnreachable() {
        assertThat(mailer(1).send(mail)).isInstanceOf(Delivery.Unreachable.class);
    }

    @Test
    void nothingIsSentWithoutTheRequiredEncryption() {
        var settings = settings(scripted.port(), SmtpSettings.Starttls.REQUIRED, Optional.of("shop"));

        assertThat(new SmtpMailer(settings).send(mail)).isInstanceOf(Delivery.Unreachable.class);
        assertThat(scripted.data()).isEmpty();
    }

    @Test
    void aWrongLoginMakesTheServerUnreachable() {
        greenMail.setUser("shop@example.com", "shop", "secret");
        int port = greenMail.getSmtp().getPort();

        var right = settings(port, SmtpSettings.Starttls.OFFERED, Optional.of("shop"));
        var wrong = settings(port, SmtpSettings.Starttls.OFFERED, Optional.of("else"));

        assertThat(new SmtpMailer(right).send(mail)).isEqualTo(new Delivery.Accepted());
        assertThat(new SmtpMailer(wrong).send(mail)).isInstanceOf(Delivery.Unreachable.class);
    }

    @ParameterizedTest
    @CsvSource({"CONNECT, 554 5.7.1 no <ada@example.org>", "EHLO, 421 ada@example.org", "RCPT, 550 5.7.1 <ada@example.org>", "., 451 ada@example.org"})
    void reasonsContainNoAddress(String command, String reply) {
        scripted.says(command, reply);

        assertThat(mailer(scripted.port()).send(mail).toString()).containsPattern("(SESSION|RCPT|END) was answered \\d").doesNotContain("@");
    }

    private static SmtpMailer mailer(int port) {
        return new SmtpMailer(settings(port, SmtpSettings.Starttls.OFFERED, Optional.empty()));
    }

    private static SmtpSettings settings(int port, SmtpSettings.Starttls starttls, Optional<String> username) {
        return settings(port, starttls, username, Duration.ofSeconds(5), Duration.ofSeconds(5));
    }

    private static SmtpSettings settings(int port, SmtpSettings.Starttls starttls, Optional<String> username, Duration command, Duration accept) {
        return new SmtpSettings(Optional.of("localhost"), port, username, username.map(_ -> Secret.of("secret")), "shop@example.com", starttls,
                1, Duration.ofSeconds(5), command, command, accept, Duration.ofHours(24));
    }

    private static Mail mail(String address, String name) {
        return new Mail(UUID.randomUUID(), UUID.randomUUID(), address, name, "Your order is confirmed", "Its total is 19.99 EUR.", CREATED, 0, Duration.ZERO);
    }

    private MimeMessage received() {
        return greenMail.getReceivedMessages()[0];
    }
}
