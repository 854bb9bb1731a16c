package dev.martlet.platform.sql;

/** Marks what a statement binds as a {@link NotifyingParameter} and never as it is, so that its callback cannot be forgotten. */
public interface Recordable {}
