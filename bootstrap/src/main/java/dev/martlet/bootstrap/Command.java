package dev.martlet.bootstrap;

import java.util.List;

/** What the arguments ask for. */
enum Command {
    /** No arguments: the modules run. */
    SERVE,
    /** {@code check}: what the modules have recorded is compared. */
    CHECK,
    /** {@code check --repair}: and what can be settled safely is settled. */
    REPAIR;

    private static final List<String> USAGE = List.of(
            "usage: java -jar martlet.jar                     runs the modules; the configuration says which",
            "       java -jar martlet.jar check [--repair]    compares what the modules have recorded, settles what it safely can, and ends");

    /** @throws StartupFailure if they are not known */
    static Command of(String... arguments) {
        return switch (String.join(" ", arguments)) {
            case "" -> SERVE;
            case "check" -> CHECK;
            case "check --repair" -> REPAIR;
            default -> throw new StartupFailure(StartupFailure.USAGE, USAGE);
        };
    }
}
