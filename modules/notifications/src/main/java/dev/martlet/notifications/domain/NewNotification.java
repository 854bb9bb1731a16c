package dev.martlet.notifications.domain;

import java.util.Optional;
import java.util.UUID;

/**
 * A notification to be recorded.
 *
 * @param id that of the event which it is about
 * @param customerId may be unknown: events of two modules arrive in any order
 */
public record NewNotification(UUID id, UUID customerId, Optional<UUID> orderId, NotificationText text) {}
