package dev.martlet.kernel.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs PostgreSQL's programs. They refuse to run as root, so for root they run in a user namespace where they are nobody in particular. */
record Programs(Path home) {
    private static final long LONGEST_RUN_S = 60;

    /** Waits for the program to end; what it says goes to {@code log}. */
    void run(Path log, String program, List<String> arguments) {
        var command = new ArrayList<String>();
        if ("root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(home.resolve("bin").resolve(program).toString());
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        // Messages that are the same everywhere, and no setting of another PostgreSQL on this machine.
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        try {
            Process process = builder.start();
            if (!process.waitFor(LONGEST_RUN_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(program + " did not end within " + LONGEST_RUN_S + " s; see " + log);
            }
            if (process.exitValue() != 0) {
                throw new IllegalStateException(program + " failed; see " + log.toAbsolutePath());
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + program + " ran");
        }
    }
}
