package dev.martlet.notifications.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.martlet.notifications.application.Mailer.Delivery;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SendMailTest {
    private final InMemoryMailQueue queue = new InMemoryMailQueue();
    private final ServerHealth server = new ServerHealth(() -> 0);
    private final AtomicInteger done = new AtomicInteger();

    @Test
    void anAcceptedMailIsSent() {
        assertOutcome(new Delivery.Accepted(), "sent");
    }

    @Test
    void aRefusedMailFails() {
        assertOutcome(new Delivery.Refused("RCPT was answered 550"), "failed");
    }

    @Test
    void aDeferredMailIsRetriedLater() {
        assertOutcome(new Delivery.Deferred("RCPT was answered 450"), "retry after PT1S");
    }

    @Test
    void aMailThatTheServerDeniesIsRetriedLater() {
        assertOutcome(new Delivery.Denied("MAIL was answered 550"), "retry after PT1S");
    }

    @Test
    void anUnreachableServerCostsNoAttempt() {
        assertOutcome(new Delivery.Unreachable("Connection refused"), "released");
        assertThat(server.permits(4, 0)).isZero();
    }

    @Test
    void anOutcomeThatCannotBeRecordedIsRecordedLaterWithoutSendingAgain() {
        var mailer = new FakeMailer(new Delivery.Accepted());
        var sender = sender(mailer);
        queue.available(false);
        sender.assign(queue.add("ada@example.org"), done::incrementAndGet);
        assertThatIllegalStateException().isThrownBy(sender::send);
        assertThat(done).hasValue(0);

        queue.available(true);
        sender.send();

        assertThat(mailer.sent()).hasSize(1);
        assertThat(queue.outcomes()).containsExactly("sent");
        assertThat(done).hasValue(1);
    }

    private void assertOutcome(Delivery delivery, String outcome) {
        var mailer = new FakeMailer(delivery);
        var sender = sender(mailer);
        var mail = queue.add("ada@example.org");
        sender.assign(mail, done::incrementAndGet);

        sender.send();
        sender.send();

        assertThat(mailer.sent()).containsExactly(mail);
        assertThat(queue.outcomes()).containsExactly(outcome);
        assertThat(done).hasValue(1);
    }

    private SendMail sender(Mailer mailer) {
        return new SendMail(queue, mailer, server, new RetrySchedule(() -> 0));
    }
}
