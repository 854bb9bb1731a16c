package dev.martlet.platform.events.check;

/**
 * What is wrong with the events of a subscriber.
 *
 * @param id of a dead event, or the name of the publisher
 */
public record EventFinding(String id, String expected, String found) {}
