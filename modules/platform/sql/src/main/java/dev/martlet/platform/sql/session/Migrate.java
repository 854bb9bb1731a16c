package dev.martlet.platform.sql.session;

/** What a process does about a schema that lacks migrations: the key {@code db.migrate}. */
public enum Migrate {
    /** Migrates, then serves. */
    START,
    /** Migrates and ends: for a job that runs before the processes that serve. */
    ONLY,
    /** Changes nothing and refuses to start while the schema is behind. */
    NEVER
}
