package dev.martlet.platform.events.relay;

import dev.martlet.platform.events.transport.RawEvent;

/**
 * A recorded event as a subscriber's relay reads it.
 *
 * @param id its number in the order of recording
 * @param position the last id that the subscriber has
 */
record OutboxRow(long id, long position, RawEvent event) {}
