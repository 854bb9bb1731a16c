/** A module's events as one thing that starts and stops: relay, intake, retention, what waits and what is dead. */
package dev.martlet.platform.events.delivery;
