package dev.martlet.platform.sql;

/** A transaction under way: all its statements run on one connection and commit together. */
public interface Transaction extends Sql {
    /** Runs the action after the commit, never after a rollback, and once if it is given several times. It must not wait or throw. */
    void afterCommit(Runnable action);
}
