package dev.martlet.bootstrap.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program from a Debian package, run in the foreground with a directory of its own. A missing program is a failure. */
public final class Debian implements AutoCloseable {
    private static final List<Path> PATH = Stream.of("/usr/bin", "/usr/sbin", "/bin", "/sbin").map(Path::of).toList();
    private static final long LONGEST_RUN_SECONDS = 120;
    private static final long LONGEST_STOP_SECONDS = 10;

    private final Process process;
    private final Path output;

    private Debian(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** How a program ended, with everything that it printed. */
    public record End(int code, String output) {}

    /** Starts a program that runs until this is closed. */
    public static Debian start(Path directory, String program, String... arguments) {
        Path executable = find(program);
        var command = new ArrayList<String>();
        command.add(executable.toString());
        command.addAll(List.of(arguments));
        Path output = directory.resolve(program + ".out");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            return new Debian(process, output);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Runs a program to its end, at most 2 minutes. */
    public static End run(Path directory, String program, String... arguments) {
        return run(LONGEST_RUN_SECONDS, directory, program, arguments);
    }

    /** Runs a program to its end, at most so many seconds. */
    static End run(long seconds, Path directory, String program, String... arguments) {
        try (var running = start(directory, program, arguments)) {
            if (!running.process.waitFor(seconds, TimeUnit.SECONDS)) {
                throw new AssertionError(program + " did not end:\n" + running.output());
            }
            return new End(running.process.exitValue(), running.output());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Everything that it has printed so far. */
    public String output() {
        try {
            return Files.readString(output);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(LONGEST_STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }

    private static Path find(String program) {
        return PATH.stream().map(directory -> directory.resolve(program)).filter(Files::isExecutable).findFirst()
                .orElseThrow(() -> new AssertionError(program + " is not installed; .ci/run names the Debian packages of the profile interop"));
    }
}
