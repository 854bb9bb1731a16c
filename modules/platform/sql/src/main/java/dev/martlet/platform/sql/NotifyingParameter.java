package dev.martlet.platform.sql;

/**
 * A parameter with a callback: the statement that binds it runs {@code afterCommit} once it is committed.
 *
 * @param value as {@link BoundStatement#set} takes it
 */
public record NotifyingParameter(Object value, Runnable afterCommit) {}
