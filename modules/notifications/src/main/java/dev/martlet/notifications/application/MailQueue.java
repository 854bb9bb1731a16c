package dev.martlet.notifications.application;

import dev.martlet.notifications.domain.Mail;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * The notifications that are to be sent. Each method is one transaction; none is open while a mail is being sent. Due times, leases and expiry follow the
 * clock of the database.
 */
public interface MailQueue {
    /**
     * Takes due mails, oldest first, and leases them: no other process takes one until its lease ends or its outcome is recorded. At most one mail of a
     * customer is leased at a time.
     *
     * @param limit the maximum number of mails
     * @param held ids of mails that the caller is still sending: they are not taken, even if their lease has ended
     * @param excludedDomains domains of recipients whose mail is not taken
     */
    List<Mail> take(int limit, Collection<UUID> held, Collection<String> excludedDomains);

    /** Extends the leases of mails that are still being sent. */
    void renew(Collection<UUID> held);

    void sent(Mail mail);

    void failed(Mail mail);

    /** Counts a failed attempt; the mail is due again after {@code delay}. */
    void retry(Mail mail, Duration delay);

    /** Makes a mail that was not attempted due at once. */
    void release(Mail mail);

    /** Fails mails that have been queued for longer than {@code maxAge} and are not being sent. @param limit the maximum number of mails */
    void expire(Duration maxAge, int limit);
}
