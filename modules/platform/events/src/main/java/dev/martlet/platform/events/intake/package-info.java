/** The subscriber's side: handles events in order, keeps its position in each publisher's outbox, and what failed. */
package dev.martlet.platform.events.intake;
