package dev.martlet.notifications.domain;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A mail to a customer about one event.
 *
 * @param recipient the address that it was sent to; until then, the customer's current one
 * @param orderId the order that it is about; empty for {@link NotificationType#WELCOME}
 * @param sentAt when the mail server accepted it; empty unless it is {@link NotificationStatus#SENT}
 */
public record Notification(
        UUID id,
        UUID customerId,
        NotificationType type,
        String recipient,
        String subject,
        NotificationStatus status,
        Optional<UUID> orderId,
        Instant createdAt,
        Optional<Instant> sentAt) {

    /** Without the address, which must not be logged. */
    @Override
    public String toString() {
        return "Notification[id=" + id + ", status=" + status + "]";
    }
}
