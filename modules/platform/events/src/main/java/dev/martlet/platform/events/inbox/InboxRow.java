package dev.martlet.platform.events.inbox;

import dev.martlet.platform.events.transport.RawEvent;

/**
 * An event in the inbox.
 *
 * @param seq its number in the order of arrival
 * @param failures how often its handler has failed
 */
record InboxRow(long seq, int failures, String publisher, RawEvent event) {}
