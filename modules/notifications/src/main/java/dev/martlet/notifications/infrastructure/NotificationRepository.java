package dev.martlet.notifications.infrastructure;

import dev.martlet.notifications.application.Notifications;
import dev.martlet.notifications.domain.NewNotification;
import dev.martlet.notifications.domain.Notification;
import dev.martlet.notifications.domain.NotificationStatus;
import dev.martlet.notifications.domain.NotificationType;
import dev.martlet.platform.http.PageRequest;
import dev.martlet.platform.runtime.idempotency.IdempotencyKeys;
import dev.martlet.platform.sql.Row;
import dev.martlet.platform.sql.Sql;
import dev.martlet.platform.sql.SqlStatement;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The table notifications, as event handlers write it and REST clients see it. */
public final class NotificationRepository implements Notifications {
    /**
     * A deletion of the customer under way is not waited for: until {@link #erase} or the expiry of the mail, {@link #SELECT} shows the notification as failed.
     * {@code n = n + 0}: PostgreSQL expects one notification, and so makes one plan for all numbers of them.
     */
    private static final SqlStatement RECORD = SqlStatement.of("notifications.record", """
            insert into notifications (id, customer_id, order_id, type, subject, text, status, created_at, send_after)
            select
                id, customer_id, order_id, type, subject, text,
                case when (select deleted from recipients as r where r.customer_id = recorded.customer_id) then 'FAILED' else 'QUEUED' end,
                statement_timestamp(), statement_timestamp()
            from unnest(
                cast(:ids as uuid[]), cast(:customers as uuid[]), cast(:orders as uuid[]),
                cast(:types as text[]), cast(:subjects as text[]), cast(:texts as text[])
            ) with ordinality as recorded (id, customer_id, order_id, type, subject, text, n)
            where n = n + 0
            on conflict (id) do nothing""");
    private static final SqlStatement ERASE = SqlStatement.of("notifications.erase", """
            update notifications
            set recipient = :erased, text = '',
                status = case status when 'QUEUED' then 'FAILED' else status end
            where customer_id = :customerId
            returning id""");
    private static final SqlStatement REQUEUE = SqlStatement.of("notifications.requeue", """
            update notifications n
            set status = 'QUEUED', attempts = 0, failing_since = null, lease = null,
                queued_at = statement_timestamp(), send_after = statement_timestamp()
            from recipients r
            where n.id = :id
            and n.status = 'FAILED'
            and n.recipient is null
            and r.customer_id = n.customer_id
            and not r.deleted""");
    private static final String SELECT = """
            select n.id, n.customer_id, n.order_id, n.type, n.subject, n.created_at, n.sent_at,
                coalesce(n.recipient, r.email) as recipient,
                case when n.status = 'QUEUED' and r.deleted then 'FAILED' else n.status end as status
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

    @Override
    public void record(List<NewNotification> notifications) {
        sql.prepare(RECORD)
                .setEach("ids", notifications, NewNotification::id)
                .setEach("customers", notifications, NewNotification::customerId)
                .setEach("orders", notifications, NewNotification::orderId)
                .setEach("types", notifications, notification -> notification.text().type())
                .setEach("subjects", notifications, notification -> notification.text().subject())
                .setEach("texts", notifications, notification -> notification.text().text())
                .execute();
    }

    @Override
    public void erase(UUID customerId) {
        List<UUID> erased = sql.prepare(ERASE)
                .set("erased", RecipientRepository.ERASED)
                .set("customerId", customerId)
                .list(row -> row.uuid("id"));
        IdempotencyKeys.erase(sql, erased.stream().map(id -> "/notifications/" + id + "/resend").toList());
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
