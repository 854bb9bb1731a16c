/** The subscriber's side: events are taken in once and handled in the order of their keys. */
package dev.martlet.platform.events.inbox;
