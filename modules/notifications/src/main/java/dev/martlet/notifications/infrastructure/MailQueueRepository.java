package dev.martlet.notifications.infrastructure;

import dev.martlet.notifications.application.MailQueue;
import dev.martlet.notifications.domain.Mail;
import dev.martlet.platform.sql.Row;
import dev.martlet.platform.sql.Sql;
import dev.martlet.platform.sql.SqlStatement;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** The table notifications as the queue of mails to be sent. While a mail is leased, {@code send_after} is the end of its lease. */
public final class MailQueueRepository implements MailQueue {
    private static final SqlStatement TAKE = SqlStatement.of("notifications.take-mail", """
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
                and n.id <> all(cast(:held as uuid[]))
                and lower(split_part(r.email, '@', -1)) <> all(cast(:excludedDomains as text[]))
                order by n.send_after
                limit 200),
            first_of_customer as (
                select distinct on (customer_id) id, send_after
                from due
                order by customer_id, send_after, id),
            taken as materialized (
                select n.id
                from notifications n
                where n.id in (select id from first_of_customer order by send_after limit :limit)
                and n.status = 'QUEUED'
                and n.send_after <= statement_timestamp()
                for update skip locked)
            update notifications n
            set lease = :holder, send_after = statement_timestamp() + :lease * interval '1 millisecond'
            from taken, recipients r
            where n.id = taken.id
            and r.customer_id = n.customer_id
            returning n.id, n.customer_id, r.email, r.name, n.subject, n.text, n.created_at, n.attempts,
                cast(coalesce(extract(epoch from statement_timestamp() - n.failing_since) * 1000, 0) as bigint) as failing_for""");
    private static final SqlStatement RENEW = SqlStatement.of("notifications.renew-leases", """
            update notifications
            set send_after = statement_timestamp() + :lease * interval '1 millisecond'
            where id = any(cast(:held as uuid[]))
            and status = 'QUEUED'
            and lease = :holder""");
    /** The recipient is locked: either this sees that its customer is deleted, or the deletion sees the address and erases it. */
    private static final SqlStatement SENT = SqlStatement.of("notifications.mark-sent", """
            with r as materialized (
                select email, deleted
                from recipients
                where customer_id = :customer
                for share)
            update notifications n
            set status = 'SENT', sent_at = statement_timestamp(), lease = null, recipient = case when r.deleted then r.email else :address end
            from r
            where n.id = :id
            and n.status <> 'SENT'""");
    private static final SqlStatement FAILED = SqlStatement.of("notifications.mark-failed", """
            update notifications
            set status = 'FAILED', lease = null
            where id = :id
            and status = 'QUEUED'
            and lease = :holder""");
    private static final SqlStatement RETRY = SqlStatement.of("notifications.retry-mail", """
            update notifications
            set lease = null, attempts = attempts + 1, failing_since = coalesce(failing_since, statement_timestamp()),
                send_after = statement_timestamp() + :delay * interval '1 millisecond'
            where id = :id
            and status = 'QUEUED'
            and lease = :holder""");
    private static final SqlStatement RELEASE = SqlStatement.of("notifications.release-mail", """
            update notifications
            set lease = null, send_after = statement_timestamp()
            where id = :id
            and status = 'QUEUED'
            and lease = :holder""");
    private static final SqlStatement EXPIRE = SqlStatement.of("notifications.expire-mail", """
            with expired as materialized (
                select id
                from notifications
                where status = 'QUEUED'
                and coalesce(queued_at, created_at) < statement_timestamp() - :maxAge * interval '1 millisecond'
                and (lease is null or send_after <= statement_timestamp())
                limit :limit
                for update skip locked)
            update notifications
            set status = 'FAILED', lease = null
            from expired
            where notifications.id = expired.id""");

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
        return sql.prepare(TAKE)
                .set("held", held.toArray(UUID[]::new))
                .set("excludedDomains", excludedDomains.toArray(String[]::new))
                .set("limit", limit)
                .set("holder", holder)
                .set("lease", lease.toMillis())
                .list(MailQueueRepository::mail);
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
        sql.prepare(RENEW).set("lease", lease.toMillis()).set("held", held.toArray(UUID[]::new)).set("holder", holder).execute();
    }

    /** Keeps the address that it was sent to, unless its customer was deleted meanwhile. Takes effect even if the lease has ended: the server has the mail. */
    @Override
    public void sent(Mail mail) {
        sql.prepare(SENT).set("customer", mail.customerId()).set("address", mail.address()).set("id", mail.id()).execute();
    }

    @Override
    public void failed(Mail mail) {
        sql.prepare(FAILED).set("id", mail.id()).set("holder", holder).execute();
    }

    @Override
    public void retry(Mail mail, Duration delay) {
        sql.prepare(RETRY).set("delay", delay.toMillis()).set("id", mail.id()).set("holder", holder).execute();
    }

    @Override
    public void release(Mail mail) {
        sql.prepare(RELEASE).set("id", mail.id()).set("holder", holder).execute();
    }

    @Override
    public void expire(Duration maxAge, int limit) {
        sql.prepare(EXPIRE).set("maxAge", maxAge.toMillis()).set("limit", limit).execute();
    }
}
