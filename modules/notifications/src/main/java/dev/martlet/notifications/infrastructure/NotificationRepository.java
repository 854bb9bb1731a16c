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
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The table notifications, as event handlers write it and REST clients see it. */
public final class NotificationRepository implements Notifications {
    private static final String RECORD = """
            with recipient as (
                select deleted
                from recipients
                where customer_id = ?
                for share)
            insert into notifications (id, event_id, customer_id, order_id, type, subject, text, status, created_at, send_after)
            values (?, ?, ?, ?, ?, ?, ?, case when (select deleted from recipient) then 'FAILED' else 'QUEUED' end,
                statement_timestamp(), statement_timestamp())
            on conflict (event_id) do nothing""";
    private static final String ERASE = """
            update notifications
            set recipient = ?,
                status = case status when 'QUEUED' then 'FAILED' else status end
            where customer_id = ?""";
    private static final String REQUEUE = """
            update notifications n
            set status = 'QUEUED', attempts = 0, failing_since = null, lease = null,
                queued_at = statement_timestamp(), send_after = statement_timestamp()
            from recipients r
            where n.id = ?
            and n.status = 'FAILED'
            and r.customer_id = n.customer_id
            and not r.deleted""";
    private static final String SELECT = """
            select n.id, n.customer_id, n.order_id, n.type, n.subject, n.status, n.created_at, n.sent_at,
                coalesce(n.recipient, r.email) as recipient
            from notifications n
            left join recipients r on r.customer_id = n.customer_id
            """;
    /** The first page is bounded, too: PostgreSQL makes one plan for all pages, and with an "or" it would not start at the cursor. */
    private static final String PAGE = """
            n.id < coalesce(cast(? as uuid), cast('ffffffff-ffff-ffff-ffff-ffffffffffff' as uuid))
            and coalesce(n.recipient, r.email) is not null
            order by n.id desc
            limit ?""";
    private static final String LIST = SELECT + "where " + PAGE;
    private static final String LIST_OF_CUSTOMER = SELECT + "where n.customer_id = ? and " + PAGE;
    private static final String FIND = SELECT + """
            where n.id = ?
            and coalesce(n.recipient, r.email) is not null""";
    private static final String LOCK = """
            select true as found
            from notifications
            where id = ?
            for no key update""";

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
        sql.executeLater(RECORD, customerId, Ids.next(), event.id(), customerId, orderId, text.type(), text.subject(), text.text());
    }

    @Override
    public void erase(UUID customerId) {
        sql.execute(ERASE, RecipientRepository.ERASED, customerId);
    }

    @Override
    public Optional<Notification> find(UUID id) {
        return sql.first(FIND, NotificationRepository::notification, id);
    }

    @Override
    public Optional<Notification> lock(UUID id) {
        return sql.first(LOCK, row -> row.flag("found"), id).flatMap(_ -> find(id));
    }

    @Override
    public boolean requeue(UUID id) {
        return sql.execute(REQUEUE, id) == 1;
    }

    /** Newest first, without those whose customer is not known yet. */
    public List<Notification> list(Optional<UUID> customerId, PageRequest page) {
        return customerId
                .map(id -> sql.list(LIST_OF_CUSTOMER, NotificationRepository::notification, id, page.before(), page.fetch()))
                .orElseGet(() -> sql.list(LIST, NotificationRepository::notification, page.before(), page.fetch()));
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
