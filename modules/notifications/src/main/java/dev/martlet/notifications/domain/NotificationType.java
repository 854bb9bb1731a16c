package dev.martlet.notifications.domain;

/** What a customer is told of. */
public enum NotificationType { WELCOME, ORDER_CONFIRMED, ORDER_REJECTED, ORDER_CANCELLED }
