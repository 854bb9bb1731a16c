package dev.martlet.platform.events.transport;

/**
 * An event with its number in the publisher's outbox: the order of recording, with gaps.
 *
 * @param number above 0
 */
public record NumberedEvent(long number, RawEvent event) {}
