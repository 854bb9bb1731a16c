package dev.martlet.platform.events.delivery;

/** How many dead events of a type a module has. */
public record DeadKind(String module, String publisher, String type, long count) {}
