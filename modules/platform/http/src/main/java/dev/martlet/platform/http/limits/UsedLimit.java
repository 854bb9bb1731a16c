package dev.martlet.platform.http.limits;

/** A limit in force, and how much of it is in use. */
public record UsedLimit(String name, long inUse, long max) {}
