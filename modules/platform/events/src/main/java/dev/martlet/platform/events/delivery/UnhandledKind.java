package dev.martlet.platform.events.delivery;

/**
 * How many events of a type a module has not handled.
 *
 * @param dead those that the module has given up on
 * @param waiting those that are tried again, or wait for one of their key; counted up to 100 000 of the module
 */
public record UnhandledKind(String module, String publisher, String type, long dead, long waiting) {}
