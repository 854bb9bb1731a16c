package dev.martlet.notifications.infrastructure;

import dev.martlet.notifications.application.MailQueue;
import dev.martlet.notifications.domain.Mail;
import dev.martlet.platform.sql.Row;
import dev.martlet.platform.sql.Sql;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** The table notifications as the queue of mails to be sent. While a mail is leased, {@code send_after} is the end of its lease. */
public final class MailQueueRepository implements MailQueue {
    private static final String TAKE = """
            with busy as materialized (
                select customer_id
                from notifications
                where lease is not null
                and status = 'QUEUED'
                and send_after > statement_timestamp()),
            due as materialized (
                select n.id, n.customer_id, n.send_after
                from notifications n
                join recipients r on r.customer_id = n.customer_id
                where n.status = 'QUEUED'
                and n.send_after <= statement_timestamp()
                and not r.deleted
                and n.customer_id not in (select customer_id from busy)
                and n.id <> all(cast(? as uuid[]))
                and lower(split_part(r.email, '@', -1)) <> all(cast(? as text[]))
                order by n.send_after
                limit 200),
            first_of_customer as (
                select distinct on (customer_id) id, send_after
                from due
                order by customer_id, send_after, id),
            taken as materialized (
                select n.id
                from notifications n
                where n.id in (select id from first_of_customer order by send_after limit ?)
                and n.status = 'QUEUED'
                and n.send_after <= statement_timestamp()
                for update skip locked)
            update notifications n
            set lease = ?, send_after = statement_timestamp() + ? * interval '1 millisecond'
            from taken, recipients r
            where n.id = taken.id
            and r.customer_id = n.customer_id
            returning n.id, n.customer_id, r.email, r.name, n.subject, n.text, n.created_at, n.attempts,
                cast(coalesce(extract(epoch from statement_timestamp() - n.failing_since) * 1000, 0) as bigint) as failing_for""";
    private static final String RENEW = """
            update notifications
            set send_after = statement_timestamp() + ? * interval '1 millisecond'
            where id = any(cast(? as uuid[]))
            and status = 'QUEUED'
            and lease = ?""";
    private static final String SENT = """
            update notifications n
            set status = 'SENT', sent_at = statement_timestamp(), lease = null, recipient = case when r.deleted then r.email else ? end
            from recipients r
            where n.id = ?
            and n.status <> 'SENT'
            and r.customer_id = n.customer_id""";
    private static final String FAILED = """
            update notifications
            set status = 'FAILED', lease = null
            where id = ?
            and status = 'QUEUED'
            and lease = ?""";
    private static final String RETRY = """
            update notifications
            set lease = null, attempts = attempts + 1, failing_since = coalesce(failing_since, statement_timestamp()),
                send_after = statement_timestamp() + ? * interval '1 millisecond'
            where id = ?
            and status = 'QUEUED'
            and lease = ?""";
    private static final String RELEASE = """
            update notifications
            set lease = null, send_after = statement_timestamp()
            where id = ?
            and status = 'QUEUED'
            and lease = ?""";
    private static final String EXPIRE = """
            with expired as materialized (
                select id
                from notifications
                where status = 'QUEUED'
                and coalesce(queued_at, created_at) < statement_timestamp() - ? * interval '1 millisecond'
                and (lease is null or send_after <= statement_timestamp())
                limit ?
                for update skip locked)
            update notifications
            set status = 'FAILED', lease = null
            from expired
            where notifications.id = expired.id""";

    private final Sql sql;
    private final Duration lease;
    private final UUID holder = UUID.randomUUID();

    /**
     * @param sql runs each statement in a transaction of its own
     * @param lease how long after a crash of this process no other process takes its mails
     */
    public MailQueueRepository(Sql sql, Duration lease) {
        this.sql = sql;
        this.lease = lease;
    }

    @Override
    public List<Mail> take(int limit, Collection<UUID> held, Collection<String> excludedDomains) {
        return sql.list(TAKE, MailQueueRepository::mail, held.toArray(UUID[]::new), excludedDomains.toArray(String[]::new), limit, holder, lease.toMillis());
    }

    private static Mail mail(Row row) {
        return new Mail(
                row.uuid("id"),
                row.uuid("customer_id"),
                row.text("email"),
                row.text("name"),
                row.text("subject"),
                row.text("text"),
                row.instant("created_at"),
                Math.toIntExact(row.number("attempts")),
                Duration.ofMillis(row.number("failing_for")));
    }

    @Override
    public void renew(Collection<UUID> held) {
        sql.execute(RENEW, lease.toMillis(), held.toArray(UUID[]::new), holder);
    }

    /** Keeps the address that it was sent to, unless its customer was deleted meanwhile. Takes effect even if the lease has ended: the server has the mail. */
    @Override
    public void sent(Mail mail) {
        sql.execute(SENT, mail.address(), mail.id());
    }

    @Override
    public void failed(Mail mail) {
        sql.execute(FAILED, mail.id(), holder);
    }

    @Override
    public void retry(Mail mail, Duration delay) {
        sql.execute(RETRY, delay.toMillis(), mail.id(), holder);
    }

    @Override
    public void release(Mail mail) {
        sql.execute(RELEASE, mail.id(), holder);
    }

    @Override
    public void expire(Duration maxAge, int limit) {
        sql.execute(EXPIRE, maxAge.toMillis(), limit);
    }
}
