package dev.martlet.kernel.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What {@code postmaster.pid} says of a server on a data directory. The file may be left over from a crash and name a process that is gone, or
 * another one that has its number now.
 *
 * @param ready whether the server says that it takes connections
 */
record Postmaster(long pid, int port, boolean ready) {
    static Path file(Path data) {
        return data.resolve("postmaster.pid");
    }

    /** Empty if there is no file, or not yet all of it. */
    static Optional<Postmaster> read(Path data) {
        try {
            List<String> lines = Files.readAllLines(file(data));
            if (lines.size() < 4) {
                return Optional.empty();
            }
            boolean ready = lines.size() >= 8 && lines.get(7).strip().equals("ready");
            return Optional.of(new Postmaster(Long.parseLong(lines.getFirst().strip()), Integer.parseInt(lines.get(3).strip()), ready));
        } catch (NoSuchFileException | NumberFormatException _) {
            return Optional.empty();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Whether that process is a PostgreSQL. A zombie, or another program with that number, is not. */
    boolean isAlive() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).flatMap(process -> process.info().command())
                .filter(command -> command.contains("postgres"))
                .isPresent();
    }
}
