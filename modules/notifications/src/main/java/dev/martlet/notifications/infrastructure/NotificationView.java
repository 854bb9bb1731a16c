package dev.martlet.notifications.infrastructure;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.martlet.notifications.domain.NotificationStatus;
import dev.martlet.notifications.domain.NotificationType;
import dev.martlet.platform.sql.Row;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A notification as REST clients see it. */
record NotificationView(
        UUID id,
        UUID customerId,
        NotificationType type,
        Channel channel,
        String to,
        String subject,
        NotificationStatus status,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<UUID> orderId,
        Instant createdAt,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Instant> sentAt) {

    /** How a notification travels. */
    enum Channel { EMAIL }

    static NotificationView of(Row row) {
        return new NotificationView(
                row.uuid("id"),
                row.uuid("customer_id"),
                row.constant("type", NotificationType.class),
                Channel.EMAIL,
                row.text("recipient"),
                row.text("subject"),
                row.constant("status", NotificationStatus.class),
                row.optionalUuid("order_id"),
                row.instant("created_at"),
                row.optionalInstant("sent_at"));
    }
}
