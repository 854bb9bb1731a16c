package dev.martlet.notifications.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.martlet.notifications.application.Mail;
import dev.martlet.notifications.application.Mailer.Delivery;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mail over the wire: to a real server, and to one that says what servers say on bad days. */
class SmtpMailerTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);
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
    void aMailArrivesAsItWasWritten() throws Exception {
        var mailer = mailer(greenMail.getSmtp().getPort());

        assertThat(mailer.send(mail)).isEqualTo(new Delivery.Accepted());
        mailer.hangUp();

        var message = received();
        assertThat(message.getSubject()).isEqualTo("Your order is confirmed");
        assertThat(message.getFrom()).containsExactly(new InternetAddress("shop@example.com"));
        assertThat(message.getRecipients(RecipientType.TO)).containsExactly(new InternetAddress("ada@example.org"));
        assertThat(message.getContent()).asString().isEqualToNormalizingNewlines("Hello Ada,\n\nIts total is 19.99 EUR.");
        assertThat(message.getMessageID()).isEqualTo("<" + mail.id() + "@example.com>");
        assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(message.getSentDate().toInstant()).isEqualTo(CLOCK.instant());
    }

    @Test
    void manyMailsGoOverOneConnection() {
        var mailer = mailer(greenMail.getSmtp().getPort());
        for (int i = 0; i < 5; i++) {
            assertThat(mailer.send(mail("a" + i + "@example.org", "Ada"))).isEqualTo(new Delivery.Accepted());
        }
        mailer.hangUp();

        assertThat(mailer.send(mail)).isEqualTo(new Delivery.Accepted());
        assertThat(greenMail.getReceivedMessages()).hasSize(6);
    }

    @Test
    void aNameWithLineBreaksMakesNoHeader() throws Exception {
        mailer(greenMail.getSmtp().getPort()).send(mail("ada@example.org", "Ada\r\nBcc: eve@example.org\r\n\r\nEvil"));

        var message = received();
        assertThat(greenMail.getReceivedMessages()).hasSize(1);
        assertThat(Collections.list(message.getAllHeaders())).noneMatch(header -> header.getName().equalsIgnoreCase("Bcc"));
        assertThat(message.getContent()).asString().startsWith("Hello Ada Bcc: eve@example.org Evil,");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Zoë \"Müller\"", "名前", "Ada <eve@example.org>, Eve", "O'Neil, John", "😀", ""})
    void everyNameIsWrittenSoThatOneRecipientIsRead(String name) throws Exception {
        mailer(greenMail.getSmtp().getPort()).send(mail("ada@example.org", name));

        assertThat(received().getRecipients(RecipientType.TO)).containsExactly(new InternetAddress("ada@example.org"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ada", "ada@example.org, eve@example.org", "ada@example.org\r\nRCPT TO:<eve@example.org>", "", "a b@example.org"})
    void whatIsNoAddressIsRefused(String address) {
        assertThat(mailer(greenMail.getSmtp().getPort()).send(mail(address, "Ada"))).isInstanceOf(Delivery.Refused.class);
        assertThat(greenMail.getReceivedMessages()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "RCPT, 550 no such user, Refused", "RCPT, 450 try later, Postponed", "RCPT, 421 going away, Unreachable",
        "., 554 looks like spam, Refused", "., 451 try later, Postponed", "., 452 disk full, Postponed", "DATA, 554 no, Refused",
        "MAIL, 550 you may not, Unreachable", "MAIL, 530 log in first, Unreachable", "MAIL, 451 later, Unreachable",
        "RCPT, 530 log in first, Unreachable", "EHLO, 421 busy, Unreachable", "CONNECT, 554 no, Unreachable",
        "CONNECT, '', Unreachable", "RCPT, '', Unreachable", "., '', Unreachable", "RCPT, what, Unreachable"})
    void whatAServerSaysDecidesWhetherToTryAgain(String command, String reply, String delivery) {
        scripted.says(command, reply);

        assertThat(mailer(scripted.port()).send(mail).getClass().getSimpleName()).isEqualTo(delivery);
    }

    @Test
    void oneRefusedRecipientDoesNotSpoilTheConnection() {
        var mailer = mailer(scripted.port());
        scripted.says("RCPT", "550 no such user");
        mailer.send(mail);
        scripted.says("RCPT", "250 ok");

        assertThat(mailer.send(mail)).isEqualTo(new Delivery.Accepted());
        assertThat(scripted.data()).contains("Hello Ada,");
    }

    @Test
    void aServerThatIsNotThereIsUnreachable() {
        greenMail.stop();

        assertThat(mailer(1).send(mail)).isInstanceOf(Delivery.Unreachable.class);
    }

    @Test
    void withoutTheRequiredEncryptionNothingIsSent() {
        var settings = settings(scripted.port(), SmtpSettings.Starttls.REQUIRED, Optional.of("shop"));

        assertThat(new SmtpMailer(settings, CLOCK).send(mail)).isInstanceOf(Delivery.Unreachable.class);
        assertThat(scripted.data()).isEmpty();
    }

    @Test
    void aLoginIsUsedAndAWrongOneIsForTheOperatorToMend() {
        greenMail.setUser("shop@example.com", "shop", "secret");
        int port = greenMail.getSmtp().getPort();

        var right = settings(port, SmtpSettings.Starttls.OFFERED, Optional.of("shop"));
        var wrong = settings(port, SmtpSettings.Starttls.OFFERED, Optional.of("else"));

        assertThat(new SmtpMailer(right, CLOCK).send(mail)).isEqualTo(new Delivery.Accepted());
        assertThat(new SmtpMailer(wrong, CLOCK).send(mail)).isInstanceOf(Delivery.Unreachable.class);
    }

    private static SmtpMailer mailer(int port) {
        return new SmtpMailer(settings(port, SmtpSettings.Starttls.OFFERED, Optional.empty()), CLOCK);
    }

    private static SmtpSettings settings(int port, SmtpSettings.Starttls starttls, Optional<String> username) {
        return new SmtpSettings(Optional.of("localhost"), port, username, username.map(_ -> "secret"), "shop@example.com", starttls,
                Duration.ofMillis(300), Duration.ofHours(24));
    }

    private static Mail mail(String address, String name) {
        return new Mail(UUID.randomUUID(), address, name, "Your order is confirmed", "Its total is 19.99 EUR.", 1);
    }

    private MimeMessage received() {
        return greenMail.getReceivedMessages()[0];
    }
}
