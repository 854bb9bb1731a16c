package dev.martlet.notifications.application;

import dev.martlet.notifications.application.Mailer.Delivery;
import dev.martlet.notifications.domain.Mail;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;

/**
 * Sends one mail after another over one connection to the mail server and records each outcome. An outcome that could not be recorded, because the database
 * was unavailable, is recorded by the next step; the mail is not sent again for that.
 */
public final class SendMail {
    private static final Logger LOG = System.getLogger(SendMail.class.getName());
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(5);

    private final MailQueue queue;
    private final Mailer mailer;
    private final ServerHealth server;
    private final RetrySchedule schedule;
    private volatile Optional<Assignment> assignment = Optional.empty();
    private Optional<Delivery> delivery = Optional.empty();
    private long lastUse = System.nanoTime();

    /** @param done runs after the outcome of the mail is recorded */
    private record Assignment(Mail mail, Runnable done) {}

    public SendMail(MailQueue queue, Mailer mailer, ServerHealth server, RetrySchedule schedule) {
        this.queue = queue;
        this.mailer = mailer;
        this.server = server;
        this.schedule = schedule;
    }

    /** Sets the next mail. Only for a sender that is idle. */
    void assign(Mail mail, Runnable done) {
        assignment = Optional.of(new Assignment(mail, done));
    }

    /** Sends the assigned mail, if there is one. A step for a {@link dev.martlet.platform.core.work.Worker}. @return false: the next mail wakes the worker */
    public boolean send() {
        assignment.ifPresentOrElse(this::send, this::disconnectWhenIdle);
        return false;
    }

    private void send(Assignment assigned) {
        if (delivery.isEmpty()) {
            delivery = Optional.of(mailer.send(assigned.mail()));
            observe(assigned.mail(), delivery.get());
        }
        record(assigned.mail(), delivery.get());
        delivery = Optional.empty();
        lastUse = System.nanoTime();
        assignment = Optional.empty();
        assigned.done().run();
    }

    private void observe(Mail mail, Delivery outcome) {
        switch (outcome) {
            case Delivery.Accepted _ -> server.healthy();
            case Delivery.Refused(var reason) -> {
                LOG.log(Level.WARNING, () -> "Notification " + mail.id() + " failed: " + reason);
                server.healthy();
            }
            case Delivery.Deferred(var reason) -> LOG.log(Level.INFO, () -> "Notification " + mail.id() + " deferred: " + reason);
            case Delivery.Denied(var reason) -> server.denied(reason);
            case Delivery.Unreachable(var reason) -> server.unreachable(reason);
        }
    }

    private void record(Mail mail, Delivery outcome) {
        switch (outcome) {
            case Delivery.Accepted _ -> queue.sent(mail);
            case Delivery.Refused _ -> queue.failed(mail);
            case Delivery.Deferred _, Delivery.Denied _ -> queue.retry(mail, schedule.delayAfter(mail));
            case Delivery.Unreachable _ -> queue.release(mail);
        }
    }

    private void disconnectWhenIdle() {
        if (System.nanoTime() - lastUse > IDLE_TIMEOUT.toNanos()) {
            mailer.disconnect();
        }
    }
}
