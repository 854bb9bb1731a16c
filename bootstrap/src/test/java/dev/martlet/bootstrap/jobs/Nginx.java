package dev.martlet.bootstrap.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.bootstrap.interop.Debian;
import dev.martlet.platform.testing.FreePorts;
import dev.martlet.bootstrap.support.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * nginx before the processes of a shop, sent to others by a reload. Each address is one for all of them. It closes each connection of a client: one that is
 * kept could end with a request on it.
 */
final class Nginx implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final Path directory;
    private final List<Integer> ports;
    private final Debian process;

    private Nginx(Path directory, List<Integer> ports, Debian process) {
        this.directory = directory;
        this.ports = ports;
        this.process = process;
    }

    /** @param upstreams where requests go, such as {@code http://127.0.0.1:8080}; each gets an address */
    static Nginx start(Path directory, String... upstreams) {
        List<Integer> ports = FreePorts.take(upstreams.length);
        configure(make(directory), ports, upstreams);
        var nginx = new Nginx(directory, ports, Debian.start(directory, "nginx", "-e", "stderr", "-c", directory.resolve("nginx.conf").toString()));
        await().atMost(SOON).until(() -> !nginx.process.isAlive() || Program.listens(ports.getLast()));
        assertThat(nginx.process.isAlive()).as(nginx.process.output()).isTrue();
        return nginx;
    }

    String address(int number) {
        return "http://127.0.0.1:" + ports.get(number);
    }

    /** Returns when the last request to the processes before has its answer. */
    void sendTo(String... upstreams) {
        List<ProcessHandle> workers = workers().toList();
        configure(directory, ports, upstreams);
        Debian.run(directory, "kill", "-HUP", Long.toString(process.pid()));
        await().atMost(SOON).until(() -> workers().findAny().isPresent() && workers().noneMatch(workers::contains));
    }

    @Override
    public void close() {
        process.close();
    }

    private Stream<ProcessHandle> workers() {
        return ProcessHandle.of(process.pid()).orElseThrow().children();
    }

    private static Path make(Path directory) {
        try {
            return Files.createDirectories(directory);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void configure(Path home, List<Integer> ports, String... upstreams) {
        String temporary = Stream.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
                .map(name -> name + "_temp_path " + home.resolve(name) + ";").collect(Collectors.joining());
        String servers = IntStream.range(0, upstreams.length)
                .mapToObj(number -> "server { listen 127.0.0.1:%d; location / { proxy_pass %s; } }".formatted(ports.get(number), upstreams[number]))
                .collect(Collectors.joining("\n  "));
        try {
            Files.writeString(home.resolve("nginx.conf"), """
                    daemon off;
                    user root;
                    pid %s/nginx.pid;
                    error_log stderr;
                    events {}
                    http {
                      access_log off;
                      keepalive_timeout 0;
                      %s
                      %s
                    }
                    """.formatted(home, temporary, servers));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
