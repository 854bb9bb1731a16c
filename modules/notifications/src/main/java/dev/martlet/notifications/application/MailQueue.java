package dev.martlet.notifications.application;

import java.time.Instant;
import java.util.List;

/** The notifications that are to be sent. Each method is one transaction; none is open while a mail is on its way. */
public interface MailQueue {
    /** Takes the mails that are due, oldest first. They are due again at {@code leasedUntil}, unless their outcome was recorded before. */
    List<Mail> take(Instant now, Instant leasedUntil, int limit);

    void sent(Mail mail, Instant now);

    void failed(Mail mail);

    void later(Mail mail, Instant due);

    /** Gives up mails that have waited since before {@code createdBefore}. */
    void expire(Instant createdBefore, int limit);
}
