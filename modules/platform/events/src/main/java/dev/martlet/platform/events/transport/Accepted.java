package dev.martlet.platform.events.transport;

/**
 * The subscriber has the events for good.
 *
 * @param added how many it did not have before and has a handler for
 */
public record Accepted(long added) {}
