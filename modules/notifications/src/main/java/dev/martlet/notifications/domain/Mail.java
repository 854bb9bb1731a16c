package dev.martlet.notifications.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/**
 * A notification that is being sent, leased to one process.
 *
 * @param id the id of the notification
 * @param createdAt when the notification was recorded
 * @param failures the number of failed attempts since it was queued
 * @param failingFor the time since the first failed attempt; zero without failures
 */
public record Mail(
        UUID id, UUID customerId, String address, String name, String subject, String text, Instant createdAt, int failures, Duration failingFor) {

    /** The domain of the address, in lower case. */
    public String domain() {
        return address.substring(address.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
    }

    /** Without the address and the name, which must not be logged. */
    @Override
    public String toString() {
        return "Mail[id=" + id + "]";
    }
}
