package dev.martlet.notifications.domain;

/** The state of a notification. */
public enum NotificationStatus {
    /** To be sent. */
    QUEUED,
    /** Accepted by the mail server. */
    SENT,
    /** Not sent: refused, expired, or the customer was deleted. */
    FAILED
}
