package dev.martlet.notifications.infrastructure;

import dev.martlet.kernel.sql.Row;
import dev.martlet.kernel.sql.Sql;
import dev.martlet.notifications.application.Mail;
import dev.martlet.notifications.application.MailQueue;
import java.time.Instant;
import java.util.List;

/** The table notifications, as the queue of mails to be sent. */
public final class MailQueueRepository implements MailQueue {
    private final Sql sql;

    /** @param sql runs each statement in a transaction of its own */
    public MailQueueRepository(Sql sql) {
        this.sql = sql;
    }

    @Override
    public List<Mail> take(Instant now, Instant leasedUntil, int limit) {
        return sql.list("""
                with due as materialized (
                    select n.id, r.email, r.name
                    from notifications n
                    join recipients r on r.customer_id = n.customer_id
                    where n.status = 'QUEUED' and n.send_after <= ? and not r.deleted
                    order by n.send_after
                    limit ?
                    for update of n skip locked)
                update notifications n
                set send_after = ?, attempts = n.attempts + 1
                from due
                where n.id = due.id
                returning n.id, due.email, due.name, n.subject, n.text, n.attempts
                """, MailQueueRepository::mail, now, limit, leasedUntil);
    }

    private static Mail mail(Row row) {
        return new Mail(
                row.uuid("id"),
                row.text("email"),
                row.text("name"),
                row.text("subject"),
                row.text("text"),
                Math.toIntExact(row.number("attempts")));
    }

    /** Keeps the address that it went to, unless its customer was deleted meanwhile. */
    @Override
    public void sent(Mail mail, Instant now) {
        sql.execute("""
                update notifications n
                set status = 'SENT', sent_at = ?, recipient = case when r.deleted then r.email else ? end
                from recipients r
                where n.id = ? and n.status <> 'SENT' and r.customer_id = n.customer_id
                """, now, mail.address(), mail.id());
    }

    @Override
    public void failed(Mail mail) {
        sql.execute("""
                update notifications
                set status = 'FAILED'
                where id = ? and status = 'QUEUED'
                """, mail.id());
    }

    @Override
    public void later(Mail mail, Instant due) {
        sql.execute("""
                update notifications
                set send_after = ?
                where id = ? and status = 'QUEUED'
                """, due, mail.id());
    }

    @Override
    public void expire(Instant createdBefore, int limit) {
        sql.execute("""
                with expired as materialized (
                    select id
                    from notifications
                    where status = 'QUEUED' and created_at < ?
                    limit ?
                    for update skip locked)
                update notifications
                set status = 'FAILED'
                from expired
                where notifications.id = expired.id
                """, createdBefore, limit);
    }
}
