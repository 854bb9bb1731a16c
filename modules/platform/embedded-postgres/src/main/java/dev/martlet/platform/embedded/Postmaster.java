package dev.martlet.platform.embedded;

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
record Postmaster(long pid, int port, boolean ready) {
    private static final int PID = 0;
    private static final int PORT = 3;
    private static final int STATUS = 7;

    static Path file(Path data) {
        return data.resolve("postmaster.pid");
    }

    /** Empty if no server runs here. */
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

    /** A zombie has no command, another program has another. Of two PostgreSQLs, ours has our directory or at least our password. */
    private boolean belongsTo(Cluster cluster) {
        Optional<ProcessHandle.Info> process = ProcessHandle.of(pid).map(ProcessHandle::info)
                .filter(info -> info.command().filter(command -> command.contains("postgres")).isPresent());
        return process.isPresent() && (hasArgument(process.get(), cluster.data()) || Server.takesPassword(cluster, port));
    }

    private static boolean hasArgument(ProcessHandle.Info process, Path data) {
        return List.of(process.arguments().orElse(new String[0])).contains(data.toString());
    }
}
