package dev.martlet.platform.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs the programs of PostgreSQL. They refuse to run as root. For root they run in a user namespace, where they have no privileges, or, where namespaces
 * are forbidden (most containers), as user 65534 with the right to read and write root's directory.
 *
 * @param home the directory with {@code bin}, {@code lib} and {@code share}
 */
record Programs(Path home) {
    private static final long TIMEOUT_S = 90;
    private static final List<String> NAMESPACE = List.of("unshare", "-U");
    private static final List<String> UNPRIVILEGED = List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups",
            "--inh-caps=+dac_override", "--ambient-caps=+dac_override", "--securebits=+no_setuid_fixup");

    /** Runs a program until it ends. @param log receives its output */
    void run(Path log, String program, List<String> arguments) {
        var command = new ArrayList<>(prefix());
        command.add(home.resolve("bin").resolve(program).toString());
        command.addAll(arguments);
        if (!succeeds(command, ProcessBuilder.Redirect.appendTo(log.toFile()))) {
            throw new IllegalStateException(program + " failed; see " + log.toAbsolutePath());
        }
    }

    private static List<String> prefix() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return List.of();
        }
        var probe = new ArrayList<>(NAMESPACE);
        probe.add("true");
        return succeeds(probe, ProcessBuilder.Redirect.DISCARD) ? NAMESPACE : UNPRIVILEGED;
    }

    private static boolean succeeds(List<String> command, ProcessBuilder.Redirect output) {
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output);
        // Messages in one language, and no setting of another PostgreSQL.
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        try {
            Process process = builder.start();
            if (process.waitFor(TIMEOUT_S, TimeUnit.SECONDS)) {
                return process.exitValue() == 0;
            }
            process.destroyForcibly();
            return false;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while running " + command.getFirst());
        }
    }
}
