package dev.martlet.notifications.domain;

/** How far a notification has come. */
public enum NotificationStatus {
    /** To be sent. */
    QUEUED,
    /** The mail server has accepted it. */
    SENT,
    /** It was not sent and will not be: refused, expired, or its customer was deleted. */
    FAILED
}
