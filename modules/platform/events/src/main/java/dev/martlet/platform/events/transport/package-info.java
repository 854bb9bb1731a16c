/** What travels between a publisher and a subscriber, and who carries it. */
package dev.martlet.platform.events.transport;
