package dev.martlet.notifications.infrastructure;

import dev.martlet.notifications.application.Mail;
import dev.martlet.notifications.application.Mailer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;

/** Measures a mailer: {@code martlet.mail} by outcome. */
public final class MeasuredMailer implements Mailer {
    private final Mailer mailer;
    private final MeterRegistry meters;

    public MeasuredMailer(Mailer mailer, MeterRegistry meters) {
        this.mailer = mailer;
        this.meters = meters;
    }

    @Override
    public Delivery send(Mail mail) {
        var time = Timer.start(meters);
        var delivery = mailer.send(mail);
        time.stop(meters.timer("martlet.mail", "outcome", delivery.getClass().getSimpleName().toLowerCase(Locale.ROOT)));
        return delivery;
    }

    @Override
    public void hangUp() {
        mailer.hangUp();
    }
}
