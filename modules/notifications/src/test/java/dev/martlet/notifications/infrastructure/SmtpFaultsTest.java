package dev.martlet.notifications.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.notifications.domain.Mail;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The party at fault when a server refuses a mail, decided from real replies. */
class SmtpFaultsTest {
    private final ScriptedSmtpServer server = new ScriptedSmtpServer();
    private final Mail mail = new Mail(UUID.randomUUID(), UUID.randomUUID(), "ada@example.org", "Ada", "Hello", "Text", Instant.EPOCH, 0, Duration.ZERO);

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "RCPT, 550 5.1.1 no such user", "RCPT, 550 5.1.2 no such domain", "RCPT, 553 5.1.3 bad syntax", "RCPT, 550 5.1.6 moved", "RCPT, 556 5.1.10 null MX",
        "RCPT, 550 5.2.1 disabled", "RCPT, 552 5.2.2 full", "RCPT, 550 5.4.4 no route", "RCPT, 501 5.5.4 bad address", "RCPT, 550 5.7.17 new owner",
        "RCPT, 550 no such user", "RCPT, 551 not here", "RCPT, 552 full", "RCPT, 553 not allowed", "RCPT, 501 syntax", "RCPT, 556 takes no mail",
        "RCPT, 550 5.0.0 no",
        "RCPT, '550-5.1.1 no such user\n550 5.1.1 see the manual'",
        "., 554 looks like spam", "., 552 too large", "., 552 5.3.4 too large", "., 554 5.6.0 bad content", "., 552 5.2.2 full", "., 550 5.1.1 no such user"})
    void aFaultOfTheRecipientOrTheMailIsFinal(String command, String reply) {
        assertOutcome(command, reply, "Refused");
    }

    @ParameterizedTest
    @CsvSource({
        "RCPT, 554 5.7.1 relay access denied", "RCPT, 550 5.4.5 quota exceeded", "RCPT, 550 5.7.1 relaying denied", "RCPT, 530 5.7.0 log in first",
        "RCPT, 530 log in first", "RCPT, 554 no", "RCPT, 503 bad sequence", "RCPT, 550 5.3.0 system", "RCPT, 550 5.3.2 not now", "RCPT, 550 5.5.1 no",
        "RCPT, 550 5.4.1 no answer", "RCPT, 550 5.1.8 bad sender", "RCPT, 535 5.7.8 no",
        "MAIL, 550 you may not", "MAIL, 530 log in first", "MAIL, 451 4.3.0 later", "MAIL, 553 5.1.8 bad sender", "MAIL, 550 5.1.1 no", "MAIL, ''",
        "MAIL, 421 going away", "DATA, 554 no", "DATA, 451 later", "DATA, ''", "., 554 5.7.1 not authorised", "., 550 5.4.5 quota", "., 550 5.7.26 DMARC",
        "., 550 5.3.0 system", "., 503 sequence", "., 535 log in"})
    void aFaultOfTheServerIsNotFinal(String command, String reply) {
        assertOutcome(command, reply, "Denied");
    }

    @ParameterizedTest
    @CsvSource({
        "RCPT, 450 4.2.0 greylisted", "RCPT, 421 going away", "RCPT, 452 4.2.2 full", "RCPT, 450 4.7.1 later", "RCPT, ''", "RCPT, what", "RCPT, 451 5.1.1 odd",
        "., 451 try later", "., 452 disk full", "., ''", "., 421 4.3.2 down"})
    void aTemporaryFaultOfTheRecipientIsNotFinal(String command, String reply) {
        assertOutcome(command, reply, "Deferred");
    }

    @ParameterizedTest
    @CsvSource({"EHLO, 421 busy", "CONNECT, 554 no", "CONNECT, ''", "CONNECT, 421 4.7.0 too many connections", "CONNECT, 550 5.1.1 odd"})
    void withoutASessionNothingWasAttempted(String command, String reply) {
        assertOutcome(command, reply, "Unreachable");
    }

    private void assertOutcome(String command, String reply, String outcome) {
        server.says(command, reply);
        var timeout = reply.isEmpty() ? Duration.ofMillis(300) : Duration.ofSeconds(10);
        var settings = new SmtpSettings(Optional.of("localhost"), server.port(), Optional.empty(), Optional.empty(), "shop@example.com",
                SmtpSettings.Starttls.OFFERED, 1, timeout, timeout, timeout, timeout, Duration.ofHours(24));

        assertThat(new SmtpMailer(settings).send(mail).getClass().getSimpleName()).isEqualTo(outcome);
    }
}
