package dev.martlet.bench.shop;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** One process of the program, started as its users do: {@code java -jar}. */
public final class Program implements AutoCloseable {
    /** What a process needs of its surroundings; settings of the program among them would change what is measured. */
    private static final Set<String> INHERITED = Set.of("PATH", "HOME", "TMPDIR", "LANG", "LC_ALL", "JAVA_HOME");
    private static final Duration LONGEST_START = Duration.ofSeconds(120);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(30);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(5);

    private final Process process;
    private final long begin;
    private final URI url;
    private final URI management;
    private final Path log;

    private Program(Process process, long begin, URI url, URI management, Path log) {
        this.process = process;
        this.begin = begin;
        this.url = url;
        this.management = management;
        this.log = log;
    }

    static Program start(Path jar, List<String> options, Map<String, String> environment, int port, int managementPort, Path directory) throws IOException {
        Path log = Files.createDirectories(directory).resolve("log");
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        // It ends with the benchmark, also if that is killed.
        command.addAll(List.of("-Dmartlet.parent=end", "-jar", jar.toString()));
        var builder = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().keySet().retainAll(INHERITED);
        builder.environment().putAll(environment);
        long begin = System.nanoTime();
        return new Program(builder.start(), begin, URI.create("http://127.0.0.1:" + port),
                URI.create("http://127.0.0.1:" + managementPort), log);
    }

    /** @return the time from the start of the process to the first 200 of its readiness */
    public Duration awaitReady() throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (!isReady(client)) {
                if (!process.isAlive() || System.nanoTime() - begin > LONGEST_START.toNanos()) {
                    throw new IOException("the program did not start:\n" + Files.readString(log));
                }
                Thread.sleep(POLL_INTERVAL);
            }
            return Duration.ofNanos(System.nanoTime() - begin);
        }
    }

    URI url() {
        return url;
    }

    URI managementUrl() {
        return management;
    }

    long pid() {
        return process.pid();
    }

    /** SIGTERM. */
    void stop() {
        process.destroy();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private boolean isReady(HttpClient client) throws InterruptedException {
        try {
            return client.send(HttpRequest.newBuilder(management.resolve("/health/ready")).build(), HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException _) {
            // Not listening yet.
            return false;
        }
    }
}
