package dev.martlet.notifications.infrastructure;

import dev.martlet.notifications.application.Mail;
import dev.martlet.notifications.application.Mailer;
import dev.martlet.platform.core.observe.OutcomeTimers;
import io.micrometer.core.instrument.MeterRegistry;

/** Measures a mailer: {@code martlet.mail.deliveries} by outcome. */
public final class MeasuredMailer implements Mailer {
    private final Mailer mailer;
    private final OutcomeTimers<Delivery> timers;

    public MeasuredMailer(Mailer mailer, MeterRegistry meters) {
        this.mailer = mailer;
        timers = new OutcomeTimers<>(meters, "martlet.mail.deliveries", "Attempts to hand a mail over to the mail server", Delivery.class);
    }

    @Override
    public Delivery send(Mail mail) {
        return timers.time(() -> mailer.send(mail));
    }

    @Override
    public void hangUp() {
        mailer.hangUp();
    }
}
