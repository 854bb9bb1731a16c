package dev.martlet.notifications.infrastructure;

import dev.martlet.kernel.Ids;
import dev.martlet.kernel.events.Event;
import dev.martlet.kernel.http.PageRequest;
import dev.martlet.kernel.sql.Sql;
import dev.martlet.notifications.domain.Letter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The table notifications, as events write it and REST clients see it. */
public final class NotificationRepository {
    /**
     * Records what an event makes known, once. The recipient may not be known yet: events of two modules come in any order. Its row is locked
     * against a deletion that would miss this notification.
     */
    void record(Sql sql, Event<?> event, UUID customerId, Optional<UUID> orderId, Letter letter, Instant now) {
        sql.executeLater("""
                with recipient as (
                    select deleted
                    from recipients
                    where customer_id = ?
                    for share)
                insert into notifications (id, event_id, customer_id, order_id, type, subject, text, status, created_at, send_after)
                values (?, ?, ?, ?, ?, ?, ?, case when (select deleted from recipient) then 'FAILED' else 'QUEUED' end, ?, ?)
                on conflict (event_id) do nothing
                """, customerId, Ids.next(), event.id(), customerId, orderId, letter.type(), letter.subject(), letter.text(), now, now);
    }

    /** Run after {@link RecipientRepository#erase}, which it relies on to see every notification recorded before. */
    void erase(Sql sql, UUID customerId) {
        sql.execute("""
                update notifications
                set recipient = ?,
                    status = case status when 'QUEUED' then 'FAILED' else status end
                where customer_id = ?
                """, RecipientRepository.ERASED, customerId);
    }

    /** Without those whose recipient is not known yet. */
    List<NotificationView> list(Sql sql, Optional<UUID> customerId, PageRequest page) {
        return customerId.isPresent() ? ofCustomer(sql, customerId.get(), page) : all(sql, page);
    }

    private List<NotificationView> all(Sql sql, PageRequest page) {
        return sql.list("""
                select n.id, n.customer_id, n.order_id, n.type, n.subject, n.status, n.created_at, n.sent_at,
                    coalesce(n.recipient, r.email) as recipient
                from notifications n
                left join recipients r on r.customer_id = n.customer_id
                where (cast(? as uuid) is null or n.id < ?) and coalesce(n.recipient, r.email) is not null
                order by n.id desc
                limit ?
                """, NotificationView::of, page.before(), page.before(), page.fetch());
    }

    private List<NotificationView> ofCustomer(Sql sql, UUID customerId, PageRequest page) {
        return sql.list("""
                select n.id, n.customer_id, n.order_id, n.type, n.subject, n.status, n.created_at, n.sent_at,
                    coalesce(n.recipient, r.email) as recipient
                from notifications n
                left join recipients r on r.customer_id = n.customer_id
                where n.customer_id = ? and (cast(? as uuid) is null or n.id < ?) and coalesce(n.recipient, r.email) is not null
                order by n.id desc
                limit ?
                """, NotificationView::of, customerId, page.before(), page.before(), page.fetch());
    }
}
