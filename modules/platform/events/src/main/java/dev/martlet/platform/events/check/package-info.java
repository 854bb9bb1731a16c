/** Compares what publishers have in their outboxes with what subscribers say that they have handled. */
package dev.martlet.platform.events.check;
