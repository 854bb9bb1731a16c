/** The publisher's side: one process carries what the outbox has to each subscriber, and keeps its position. */
package dev.martlet.platform.events.relay;
