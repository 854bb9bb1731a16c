package dev.martlet.platform.events.intake;

import dev.martlet.platform.events.transport.NumberedEvent;

/**
 * An event whose handler failed, or which waits behind one of its key.
 *
 * @param attempts how often its handler was tried; with it, the one under way
 */
record FailedEvent(String publisher, NumberedEvent event, int attempts) {}
