package dev.martlet.platform.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The content of {@code postmaster.pid} in a data directory. After a crash the file may name a process that no longer exists, or another process that has
 * the same id now.
 *
 * @param ready whether the server accepts connections
 */
record Postmaster(long pid, int port, boolean ready) {
    private static final int PID = 0;
    private static final int PORT = 3;
    private static final int STATUS = 7;

    static Path file(Path data) {
        return data.resolve("postmaster.pid");
    }

    /** Empty if no server of this cluster is running. */
    static Optional<Postmaster> running(Cluster cluster) {
        return read(cluster.data()).filter(found -> found.belongsTo(cluster));
    }

    private static Optional<Postmaster> read(Path data) {
        try {
            List<String> lines = Files.readAllLines(file(data));
            if (lines.size() <= PORT) {
                return Optional.empty();
            }
            boolean ready = lines.size() > STATUS && lines.get(STATUS).strip().equals("ready");
            return Optional.of(new Postmaster(Long.parseLong(lines.get(PID).strip()), Integer.parseInt(lines.get(PORT).strip()), ready));
        } catch (NoSuchFileException | NumberFormatException _) {
            return Optional.empty();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A zombie has no command, and another program has another. A PostgreSQL is ours if it has our directory as an argument or accepts our password. */
    private boolean belongsTo(Cluster cluster) {
        Optional<ProcessHandle.Info> process = ProcessHandle.of(pid).map(ProcessHandle::info)
                .filter(info -> info.command().filter(command -> command.contains("postgres")).isPresent());
        return process.isPresent() && (hasArgument(process.get(), cluster.data()) || Server.acceptsPassword(cluster, port));
    }

    private static boolean hasArgument(ProcessHandle.Info process, Path data) {
        return List.of(process.arguments().orElse(new String[0])).contains(data.toString());
    }
}
