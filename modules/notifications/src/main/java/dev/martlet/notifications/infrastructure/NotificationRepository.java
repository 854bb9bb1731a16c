package dev.martlet.notifications.infrastructure;

import dev.martlet.notifications.domain.NotificationText;
import dev.martlet.platform.core.Ids;
import dev.martlet.platform.events.Event;
import dev.martlet.platform.http.PageRequest;
import dev.martlet.platform.sql.Sql;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The table notifications, as events write it and REST clients see it. */
public final class NotificationRepository {
    private static final String RECORD = """
            with recipient as (
                select deleted
                from recipients
                where customer_id = ?
                for share)
            insert into notifications (id, event_id, customer_id, order_id, type, subject, text, status, created_at, send_after)
            values (?, ?, ?, ?, ?, ?, ?, case when (select deleted from recipient) then 'FAILED' else 'QUEUED' end,
                statement_timestamp(), statement_timestamp())
            on conflict (event_id) do nothing
            """;
    private static final String ERASE = """
            update notifications
            set recipient = ?,
                status = case status when 'QUEUED' then 'FAILED' else status end
            where customer_id = ?
            """;
    private static final String REQUEUE = """
            update notifications n
            set status = 'QUEUED', attempts = 0, failing_since = null, lease = null,
                queued_at = statement_timestamp(), send_after = statement_timestamp()
            from recipients r
            where n.id = ?
            and n.status = 'FAILED'
            and r.customer_id = n.customer_id
            and not r.deleted
            """;
    private static final String SELECT = """
            select n.id, n.customer_id, n.order_id, n.type, n.subject, n.status, n.created_at, n.sent_at,
                coalesce(n.recipient, r.email) as recipient
            from notifications n
            left join recipients r on r.customer_id = n.customer_id
            """;
    /** The bound is compared even on the first page: PostgreSQL plans once for all pages, and an "or" would keep it from starting at the cursor. */
    private static final String PAGE = """
            n.id < coalesce(cast(? as uuid), cast('ffffffff-ffff-ffff-ffff-ffffffffffff' as uuid))
            and coalesce(n.recipient, r.email) is not null
            order by n.id desc
            limit ?
            """;
    private static final String LIST = SELECT + "where " + PAGE;
    private static final String LIST_OF_CUSTOMER = SELECT + "where n.customer_id = ? and " + PAGE;
    private static final String FIND = SELECT + """
            where n.id = ?
            and coalesce(n.recipient, r.email) is not null
            """;
    private static final String LOCK = """
            select true as found
            from notifications
            where id = ?
            for no key update
            """;

    /**
     * Records what an event makes known, once. The recipient may not be known yet: events of two modules come in any order. Its row is locked
     * against a deletion that would miss this notification.
     */
    void record(Sql sql, Event<?> event, UUID customerId, Optional<UUID> orderId, NotificationText letter) {
        sql.executeLater(RECORD, customerId, Ids.next(), event.id(), customerId, orderId, letter.type(), letter.subject(), letter.text());
    }

    /** Run after {@link RecipientRepository#erase}, which it relies on to see every notification recorded before. */
    void erase(Sql sql, UUID customerId) {
        sql.execute(ERASE, RecipientRepository.ERASED, customerId);
    }

    /** Queues a FAILED notification again, unless its customer was deleted. @return whether it did */
    boolean requeue(Sql sql, UUID id) {
        return sql.execute(REQUEUE, id) == 1;
    }

    /** The notification, locked until the end of the transaction; empty if there is none, or its recipient is not known yet. */
    Optional<NotificationView> lock(Sql tx, UUID id) {
        return tx.first(LOCK, row -> row.flag("found"), id).flatMap(_ -> find(tx, id));
    }

    Optional<NotificationView> find(Sql sql, UUID id) {
        return sql.first(FIND, NotificationView::of, id);
    }

    /** Without those whose recipient is not known yet. */
    List<NotificationView> list(Sql sql, Optional<UUID> customerId, PageRequest page) {
        return customerId
                .map(id -> sql.list(LIST_OF_CUSTOMER, NotificationView::of, id, page.before(), page.fetch()))
                .orElseGet(() -> sql.list(LIST, NotificationView::of, page.before(), page.fetch()));
    }
}
