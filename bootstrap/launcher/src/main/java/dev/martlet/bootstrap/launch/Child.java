package dev.martlet.bootstrap.launch;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A process that gets a signal to stop when this one ends, at any moment. */
final class Child {
    /** Longer than the program takes to finish the requests in flight. */
    private static final long TIMEOUT_SECONDS = 75;

    private Optional<Process> process = Optional.empty();
    private boolean ended;

    private Child() {}

    /** Its exit code, once it has one. */
    static int run(List<String> command) throws IOException, InterruptedException {
        Child child = new Child();
        Runtime.getRuntime().addShutdownHook(new Thread(child::end));
        Process process = child.start(command);
        return process.waitFor();
    }

    private synchronized Process start(List<String> command) throws IOException {
        if (ended) {
            throw new IOException("stopped before it began");
        }
        Process started = new ProcessBuilder(command).inheritIO().start();
        process = Optional.of(started);
        return started;
    }

    private synchronized void end() {
        ended = true;
        process.ifPresent(Child::end);
    }

    private static void end(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
