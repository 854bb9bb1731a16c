package dev.martlet.notifications.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/**
 * A notification on its way to its customer, leased to one sender.
 *
 * @param id the notification's
 * @param createdAt when the notification was recorded
 * @param failures how many attempts in a row have failed
 * @param failingFor how long ago the first of them was; zero without failures
 */
public record Mail(
        UUID id, UUID customerId, String address, String name, String subject, String text, Instant createdAt, int failures, Duration failingFor) {

    /** What comes after the last @ of the address, in lower case. */
    public String domain() {
        return address.substring(address.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
    }

    /** Without the address and the name: they belong in no log. */
    @Override
    public String toString() {
        return "Mail[id=" + id + "]";
    }
}
