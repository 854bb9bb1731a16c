package dev.martlet.bootstrap.keycloak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The sockets on which a process of this machine listens, as Linux tells them. */
final class Listeners {
    private static final String LISTENING = "0A";

    private Listeners() {}

    /** @return ports of TCP, of IPv4 and IPv6 */
    static Set<Integer> of(long pid) {
        Path process = Path.of("/proc", Long.toString(pid));
        var ports = new TreeSet<Integer>();
        try (Stream<Path> descriptors = Files.list(process.resolve("fd"))) {
            Set<String> sockets = new TreeSet<>(descriptors.map(Listeners::target).toList());
            for (String table : new String[] {"net/tcp", "net/tcp6"}) {
                Files.readAllLines(process.resolve(table)).stream().skip(1).map(line -> line.strip().split("\\s+"))
                        .filter(columns -> columns[3].equals(LISTENING) && sockets.contains("socket:[" + columns[9] + "]"))
                        .forEach(columns -> ports.add(Integer.parseInt(columns[1].substring(columns[1].lastIndexOf(':') + 1), 16)));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return ports;
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException _) {
            return "closed meanwhile";
        }
    }
}
