package dev.martlet.bootstrap;

import java.util.Optional;

/** What the build says of itself in the jar. */
final class Build {
    private Build() {}

    /** The version of the program; {@code development} if it runs from classes and not from its jar. */
    static String version() {
        return Optional.ofNullable(Main.class.getPackage().getImplementationVersion()).orElse("development");
    }
}
