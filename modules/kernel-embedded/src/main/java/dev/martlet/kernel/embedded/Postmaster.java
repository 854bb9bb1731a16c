package dev.martlet.kernel.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What {@code postmaster.pid} says of the server on a data directory. The file may be left over from a crash and name a process that is gone, or
 * another one that has its number now.
 *
 * @param ready whether the server takes connections
 */
record Postmaster(Path data, long pid, int port, boolean ready) {
    private static final int PID = 0;
    private static final int PORT = 3;
    private static final int STATUS = 7;

    static Path file(Path data) {
        return data.resolve("postmaster.pid");
    }

    /** Empty if no server runs here. */
    static Optional<Postmaster> running(Path data) {
        try {
            List<String> lines = Files.readAllLines(file(data));
            if (lines.size() <= PORT) {
                return Optional.empty();
            }
            boolean ready = lines.size() > STATUS && lines.get(STATUS).strip().equals("ready");
            var found = new Postmaster(data, Long.parseLong(lines.get(PID).strip()), Integer.parseInt(lines.get(PORT).strip()), ready);
            return Optional.of(found).filter(Postmaster::isAlive);
        } catch (NoSuchFileException | NumberFormatException _) {
            return Optional.empty();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A zombie has no command; another program has another, or another directory. */
    private boolean isAlive() {
        return ProcessHandle.of(pid).map(ProcessHandle::info)
                .filter(info -> info.command().filter(command -> command.contains("postgres")).isPresent())
                .filter(info -> info.arguments().isEmpty() || List.of(info.arguments().get()).contains(data.toString()))
                .isPresent();
    }
}
