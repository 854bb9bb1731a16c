package dev.martlet.notifications.infrastructure;

import dev.martlet.notifications.application.Mailer;
import dev.martlet.notifications.domain.Mail;
import dev.martlet.platform.core.observe.OutcomeTimers;
import io.micrometer.core.instrument.MeterRegistry;

/** A mailer with a timer, {@code martlet.mail.deliveries}, by outcome. */
public final class MeteredMailer implements Mailer {
    private final Mailer mailer;
    private final OutcomeTimers<Delivery> timers;

    public MeteredMailer(Mailer mailer, MeterRegistry meters) {
        this.mailer = mailer;
        timers = new OutcomeTimers<>(meters, "martlet.mail.deliveries", "Attempts to send a mail to the mail server", Delivery.class);
    }

    @Override
    public Delivery send(Mail mail) {
        return timers.time(() -> mailer.send(mail));
    }

    @Override
    public void disconnect() {
        mailer.disconnect();
    }
}
