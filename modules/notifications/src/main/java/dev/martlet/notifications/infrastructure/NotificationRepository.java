package dev.martlet.notifications.infrastructure;

import dev.martlet.notifications.application.Notifications;
import dev.martlet.notifications.domain.Notification;
import dev.martlet.notifications.domain.NotificationStatus;
import dev.martlet.notifications.domain.NotificationText;
import dev.martlet.notifications.domain.NotificationType;
import dev.martlet.platform.core.Ids;
import dev.martlet.platform.events.Event;
import dev.martlet.platform.http.PageRequest;
import dev.martlet.platform.sql.Row;
import dev.martlet.platform.sql.Sql;
import dev.martlet.platform.sql.SqlStatement;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The table notifications, as event handlers write it and REST clients see it. */
public final class NotificationRepository implements Notifications {
    private static final SqlStatement RECORD = SqlStatement.of("notifications.record", """
            with recipient as (
                select deleted
                from recipients
                where customer_id = :customerId
                for share)
            insert into notifications (id, event_id, customer_id, order_id, type, subject, text, status, created_at, send_after)
            values (:id, :eventId, :customerId, :orderId, :type, :subject, :text,
                case when (select deleted from recipient) then 'FAILED' else 'QUEUED' end, statement_timestamp(), statement_timestamp())
            on conflict (event_id) do nothing""");
    private static final SqlStatement ERASE = SqlStatement.of("notifications.erase", """
            update notifications
            set recipient = :erased,
                status = case status when 'QUEUED' then 'FAILED' else status end
            where customer_id = :customerId""");
    private static final SqlStatement REQUEUE = SqlStatement.of("notifications.requeue", """
            update notifications n
            set status = 'QUEUED', attempts = 0, failing_since = null, lease = null,
                queued_at = statement_timestamp(), send_after = statement_timestamp()
            from recipients r
            where n.id = :id
            and n.status = 'FAILED'
            and r.customer_id = n.customer_id
            and not r.deleted""");
    private static final String SELECT = """
            select n.id, n.customer_id, n.order_id, n.type, n.subject, n.status, n.created_at, n.sent_at,
                coalesce(n.recipient, r.email) as recipient
            from notifications n
            left join recipients r on r.customer_id = n.customer_id
            """;
    /** The first page is bounded, too: PostgreSQL makes one plan for all pages, and with an "or" it would not start at the cursor. */
    private static final String PAGE = """
            n.id < :before
            and coalesce(n.recipient, r.email) is not null
            order by n.id desc
            limit :limit""";
    private static final SqlStatement LIST = SqlStatement.of("notifications.list", SELECT + "where " + PAGE);
    private static final SqlStatement LIST_OF_CUSTOMER = SqlStatement.of(
            "notifications.list-of-customer", SELECT + "where n.customer_id = :customerId and " + PAGE);
    private static final SqlStatement FIND = SqlStatement.of("notifications.find", SELECT + """
            where n.id = :id
            and coalesce(n.recipient, r.email) is not null""");
    private static final SqlStatement LOCK = SqlStatement.of("notifications.lock", """
            select id
            from notifications
            where id = :id
            for no key update""");

    private final Sql sql;

    public NotificationRepository(Sql sql) {
        this.sql = sql;
    }

    @Override
    public NotificationRepository in(Sql tx) {
        return new NotificationRepository(tx);
    }

    /** The recipient's row is locked, so that a concurrent deletion of the customer sees this notification. */
    @Override
    public void record(Event<?> event, UUID customerId, Optional<UUID> orderId, NotificationText text) {
        sql.prepare(RECORD)
                .set("id", Ids.next())
                .set("eventId", event.id())
                .set("customerId", customerId)
                .set("orderId", orderId)
                .set("type", text.type())
                .set("subject", text.subject())
                .set("text", text.text())
                .executeLater();
    }

    @Override
    public void erase(UUID customerId) {
        sql.prepare(ERASE).set("erased", RecipientRepository.ERASED).set("customerId", customerId).execute();
    }

    @Override
    public Optional<Notification> find(UUID id) {
        return sql.prepare(FIND).set("id", id).first(NotificationRepository::notification);
    }

    @Override
    public Optional<Notification> lock(UUID id) {
        return sql.prepare(LOCK).set("id", id).exists() ? find(id) : Optional.empty();
    }

    @Override
    public boolean requeue(UUID id) {
        return sql.prepare(REQUEUE).set("id", id).execute() == 1;
    }

    /** Newest first, without those whose customer is not known yet. */
    public List<Notification> list(Optional<UUID> customerId, PageRequest page) {
        return customerId.map(id -> sql.prepare(LIST_OF_CUSTOMER).set("customerId", id)).orElseGet(() -> sql.prepare(LIST))
                .set("before", page.beforeOrMax())
                .set("limit", page.fetch())
                .list(NotificationRepository::notification);
    }

    private static Notification notification(Row row) {
        return new Notification(
                row.uuid("id"),
                row.uuid("customer_id"),
                row.constant("type", NotificationType.class),
                row.text("recipient"),
                row.text("subject"),
                row.constant("status", NotificationStatus.class),
                row.optionalUuid("order_id"),
                row.instant("created_at"),
                row.optionalInstant("sent_at"));
    }
}
