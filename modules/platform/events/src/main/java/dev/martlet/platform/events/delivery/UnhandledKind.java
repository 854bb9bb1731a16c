package dev.martlet.platform.events.delivery;

/**
 * How many events of a type a module has not handled.
 *
 * @param count dead ones
 * @param waiting those that are tried again, or wait for one of their key; counted up to 100 000 of the module
 */
public record DeadKind(String module, String publisher, String type, long count, long waiting) {}
