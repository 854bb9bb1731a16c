package dev.martlet.platform.testing;

/** How another module may come to call an API. Callers must not be able to tell. */
public enum Placement {
    /** In the same process. */
    LOCAL,
    /** In another process: over HTTP on loopback. */
    REMOTE,
    /** In the same process, through the JSON of a remote call, and twice where that must not matter. */
    REHEARSAL
}
