package dev.martlet.notifications.application;

import dev.martlet.notifications.domain.Mail;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * The notifications that are to be sent. Each method is one transaction; none is open while a mail is on its way. Due times, leases and expiry are by the
 * database's clock.
 */
public interface MailQueue {
    /**
     * Takes mails that are due, oldest first, and leases them: no other sender takes one until its lease ends or its outcome is recorded. At most one mail of
     * a customer is leased at a time.
     *
     * @param limit at most so many
     * @param not ids of mails that the caller still holds, whatever their lease
     * @param notTo domains of recipients that have to wait
     */
    List<Mail> take(int limit, Collection<UUID> not, Collection<String> notTo);

    /** Leases mails for longer that are still held. */
    void renew(Collection<UUID> held);

    void sent(Mail mail);

    void failed(Mail mail);

    /** The attempt has failed; the mail is due again after {@code pause}. */
    void retry(Mail mail, Duration pause);

    /** Nothing was attempted: the mail is due at once. */
    void release(Mail mail);

    /** Gives up mails that have been queued for longer than {@code longest} and are not being sent. */
    void expire(Duration longest, int limit);
}
