package dev.martlet.notifications.application;

import java.util.UUID;

/**
 * A notification on its way to its customer.
 *
 * @param id the notification's
 * @param attempt which attempt this is, from 1
 */
public record Mail(UUID id, String address, String name, String subject, String text, int attempt) {}
