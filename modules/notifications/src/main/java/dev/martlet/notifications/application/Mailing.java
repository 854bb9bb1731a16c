package dev.martlet.notifications.application;

import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Sends what is queued: at least once, and after a crash in between perhaps twice, under the same Message-ID. */
public final class Mailing {
    private static final System.Logger LOG = System.getLogger(Mailing.class.getName());
    private static final int AT_ONCE = 10;
    /** When a batch begins no more mails. */
    private static final Duration BATCH = Duration.ofMinutes(4);
    /** A batch and one mail of the slowest server more: after this another process sends what was not recorded. */
    private static final Duration LEASE = Duration.ofMinutes(10);
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final int MOST_DOUBLINGS = 9;
    private static final int EXPIRED_AT_ONCE = 1000;

    private final MailQueue queue;
    private final Mailer mailer;
    private final Clock clock;
    private final Duration expiry;

    /** @param expiry how long a mail may wait */
    public Mailing(MailQueue queue, Mailer mailer, Clock clock, Duration expiry) {
        this.queue = queue;
        this.mailer = mailer;
        this.clock = clock;
        this.expiry = expiry;
    }

    /** @return whether there may be more to send at once */
    public boolean sendSome() {
        var now = clock.instant();
        var mails = queue.take(now, now.plus(LEASE), AT_ONCE);
        try {
            return send(mails, now.plus(BATCH)) && mails.size() == AT_ONCE;
        } finally {
            mailer.hangUp();
        }
    }

    /** @return false: the next time is soon enough */
    public boolean expireSome() {
        queue.expire(clock.instant().minus(expiry), EXPIRED_AT_ONCE);
        return false;
    }

    /** @return whether the server was there, and fast enough, for all of them; the rest need not wait for it one by one */
    private boolean send(List<Mail> mails, Instant end) {
        for (int i = 0; i < mails.size(); i++) {
            if (!send(mails.get(i)) || clock.instant().isAfter(end)) {
                mails.subList(i + 1, mails.size()).forEach(this::postpone);
                return false;
            }
        }
        return true;
    }

    private boolean send(Mail mail) {
        return switch (mailer.send(mail)) {
            case Mailer.Delivery.Accepted _ -> {
                queue.sent(mail, clock.instant());
                yield true;
            }
            case Mailer.Delivery.Refused(var reason) -> {
                LOG.log(Level.WARNING, () -> "Mail " + mail.id() + " was refused: " + reason);
                queue.failed(mail);
                yield true;
            }
            case Mailer.Delivery.Postponed(var reason) -> {
                LOG.log(Level.INFO, () -> "Mail " + mail.id() + " is sent later: " + reason);
                postpone(mail);
                yield true;
            }
            case Mailer.Delivery.Unreachable(var reason) -> {
                LOG.log(Level.WARNING, () -> "No mail can be sent now: " + reason);
                postpone(mail);
                yield false;
            }
        };
    }

    private void postpone(Mail mail) {
        queue.later(mail, clock.instant().plus(SHORTEST_PAUSE.multipliedBy(1L << Math.min(mail.attempt() - 1, MOST_DOUBLINGS))));
    }
}
