package dev.martlet.notifications.domain;

/** The event that a notification is about. */
public enum NotificationType { WELCOME, ORDER_CONFIRMED, ORDER_REJECTED, ORDER_CANCELLED }
