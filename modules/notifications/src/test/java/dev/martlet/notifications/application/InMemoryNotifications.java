package dev.martlet.notifications.application;

import dev.martlet.notifications.domain.NewNotification;
import dev.martlet.notifications.domain.Notification;
import dev.martlet.notifications.domain.NotificationStatus;
import dev.martlet.platform.sql.Sql;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Notifications in memory, recorded at the epoch. */
final class InMemoryNotifications implements Notifications {
    private final InMemoryRecipients recipients;
    private final Map<UUID, Notification> rows = new LinkedHashMap<>();

    InMemoryNotifications(InMemoryRecipients recipients) {
        this.recipients = recipients;
    }

    @Override
    public Notifications in(Sql tx) {
        return this;
    }

    @Override
    public void record(List<NewNotification> notifications) {
        notifications.forEach(one -> rows.putIfAbsent(one.id(), new Notification(
                one.id(), one.customerId(), one.text().type(), "", one.text().subject(),
                recipients.isDeleted(one.customerId()) ? NotificationStatus.FAILED : NotificationStatus.QUEUED,
                one.orderId(), Instant.EPOCH, Optional.empty())));
    }

    @Override
    public void erase(UUID customerId) {
        all().stream()
                .filter(row -> row.customerId().equals(customerId) && row.status() == NotificationStatus.QUEUED)
                .forEach(row -> set(row.id(), NotificationStatus.FAILED));
    }

    @Override
    public Optional<Notification> find(UUID id) {
        return Optional.ofNullable(rows.get(id)).flatMap(row -> recipients.address(row.customerId()).map(address -> with(row, address, row.status())));
    }

    @Override
    public Optional<Notification> lock(UUID id) {
        return find(id);
    }

    @Override
    public boolean requeue(UUID id) {
        boolean queued = find(id).filter(row -> row.status() == NotificationStatus.FAILED && !recipients.isDeleted(row.customerId())).isPresent();
        if (queued) {
            set(id, NotificationStatus.QUEUED);
        }
        return queued;
    }

    /** All of them, oldest first, also those whose customer is not known yet. */
    List<Notification> all() {
        return List.copyOf(rows.values());
    }

    void set(UUID id, NotificationStatus status) {
        rows.computeIfPresent(id, (_, row) -> with(row, row.recipient(), status));
    }

    private static Notification with(Notification row, String recipient, NotificationStatus status) {
        var sentAt = status == NotificationStatus.SENT ? Optional.of(row.createdAt()) : Optional.<Instant>empty();
        return new Notification(row.id(), row.customerId(), row.type(), recipient, row.subject(), status, row.orderId(), row.createdAt(), sentAt);
    }
}
