package dev.martlet.notifications.application;

import dev.martlet.notifications.domain.Mail;
import java.util.ArrayList;
import java.util.List;

/** A mailer with a fixed outcome. */
final class FakeMailer implements Mailer {
    private final Delivery outcome;
    private final List<Mail> sent = new ArrayList<>();

    FakeMailer(Delivery outcome) {
        this.outcome = outcome;
    }

    @Override
    public Delivery send(Mail mail) {
        sent.add(mail);
        return outcome;
    }

    @Override
    public void disconnect() {
        // There is no connection.
    }

    /** The attempts, in order. */
    List<Mail> sent() {
        return sent;
    }
}
