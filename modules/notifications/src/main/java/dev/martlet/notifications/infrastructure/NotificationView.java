package dev.martlet.notifications.infrastructure;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.martlet.notifications.domain.Notification;
import dev.martlet.notifications.domain.NotificationStatus;
import dev.martlet.notifications.domain.NotificationType;
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

    /** The medium of a notification. */
    enum Channel { EMAIL }

    static NotificationView of(Notification notification) {
        return new NotificationView(
                notification.id(),
                notification.customerId(),
                notification.type(),
                Channel.EMAIL,
                notification.recipient(),
                notification.subject(),
                notification.status(),
                notification.orderId(),
                notification.createdAt(),
                notification.sentAt());
    }
}
