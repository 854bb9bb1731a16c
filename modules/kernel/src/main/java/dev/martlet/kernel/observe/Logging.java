package dev.martlet.kernel.observe;

/** Configures java.util.logging: named by {@code -Djava.util.logging.config.class}, or set up by the bootstrap. */
public final class Logging {
    public Logging() {}
}
