package dev.martlet.platform.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs PostgreSQL's programs. They refuse to run as root; for root they run in a user namespace, where they are nobody in particular, or, where
 * namespaces are forbidden (most containers), as user 65534 who may still read and write root's directory.
 *
 * @param home has {@code bin}, {@code lib} and {@code share}
 */
record Programs(Path home) {
    private static final long LONGEST_RUN_S = 90;
    private static final List<String> NAMESPACE = List.of("unshare", "-U");
    private static final List<String> NOBODY = List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups",
            "--inh-caps=+dac_override", "--ambient-caps=+dac_override", "--securebits=+no_setuid_fixup");

    /** Waits for the program to end. @param log gets what it says */
    void run(Path log, String program, List<String> arguments) {
        var command = new ArrayList<>(disguise());
        command.add(home.resolve("bin").resolve(program).toString());
        command.addAll(arguments);
        if (!ends(command, ProcessBuilder.Redirect.appendTo(log.toFile()))) {
            throw new IllegalStateException(program + " failed; see " + log.toAbsolutePath());
        }
    }

    private static List<String> disguise() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return List.of();
        }
        var probe = new ArrayList<>(NAMESPACE);
        probe.add("true");
        return ends(probe, ProcessBuilder.Redirect.DISCARD) ? NAMESPACE : NOBODY;
    }

    private static boolean ends(List<String> command, ProcessBuilder.Redirect output) {
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output);
        // Messages that are the same everywhere, and no setting that is meant for another PostgreSQL.
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        try {
            Process process = builder.start();
            if (process.waitFor(LONGEST_RUN_S, TimeUnit.SECONDS)) {
                return process.exitValue() == 0;
            }
            process.destroyForcibly();
            return false;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + command.getFirst() + " ran");
        }
    }
}
