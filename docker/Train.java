import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Makes an AOT cache: runs the program, sends it requests, and ends it; the JVM then writes what it has loaded and linked, and how often each branch and
 * method ran.
 *
 * <p>{@code java Train <directory of the built program> <directory of the program to train> <directory for temporary files>}. The second is that of the
 * container image, or the first once more. The image's program has no embedded PostgreSQL, so either uses that of another run of the built one, whose data
 * are deleted at the end. This is Java because the base images have no HTTP client.
 */
public final class Train {
    private static final Duration LONGEST_START = Duration.ofMinutes(5);
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(60);
    private static final Duration LONGEST_END = Duration.ofMinutes(5);
    private static final long PAUSE_MS = 100;
    private static final String CACHE = "martlet.aot";

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(LONGEST_ANSWER).build();

    private Train() {}

    /** The ports of one program. */
    private record Ports(int http, int internal, int management) {
        String shop() {
            return "http://127.0.0.1:" + http;
        }

        String operators() {
            return "http://127.0.0.1:" + management;
        }

        static Ports free() throws IOException {
            try (var one = new ServerSocket(0); var two = new ServerSocket(0); var three = new ServerSocket(0)) {
                return new Ports(one.getLocalPort(), two.getLocalPort(), three.getLocalPort());
            }
        }

        Map<String, String> environment() {
            return Map.of("SERVER_PORT", "" + http, "INTERNAL_PORT", "" + internal, "MANAGEMENT_PORT", "" + management);
        }
    }

    public static void main(String[] arguments) throws Exception {
        List<Path> directories = Stream.of(arguments).map(argument -> Path.of(argument).toAbsolutePath()).toList();
        new Train().run(directories.get(0), directories.get(1), Files.createDirectories(directories.get(2)));
    }

    private void run(Path built, Path image, Path work) throws Exception {
        Ports lending = Ports.free();
        Process lender = start(work, lending.environment(), List.of("-jar", built.resolve("martlet.jar").toString()));
        try {
            awaitReady(lender, lending);
            train(image, work);
        } finally {
            end(lender);
            delete(work);
        }
    }

    private void train(Path image, Path work) throws Exception {
        Files.deleteIfExists(image.resolve(CACHE));
        Ports training = Ports.free();
        Process trainee = start(image, environment(training, work.resolve(".martlet/postgres")),
                List.of("-XX:Flags=" + flags(work, image), "-XX:+UseSerialGC",
                        "-XX:+UseCompactObjectHeaders", "-XX:AOTCacheOutput=" + CACHE, "-jar", "martlet.jar"));
        try {
            awaitReady(trainee, training);
            new Requests(training.shop(), training.operators()).send();
        } finally {
            end(trainee);
        }
        if (!Files.exists(image.resolve(CACHE))) {
            throw new IllegalStateException("The JVM wrote no AOT cache");
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** The image's JVM flags without the cache, which does not exist yet; none outside the image. */
    private static Path flags(Path work, Path image) throws IOException {
        Path own = image.resolve("java.flags");
        List<String> lines = Files.exists(own) ? Files.readAllLines(own) : List.of();
        return Files.write(work.resolve("java.flags"), lines.stream().filter(line -> !line.startsWith("AOTCache=")).toList());
    }

    private static Map<String, String> environment(Ports ports, Path postgres) throws IOException {
        var environment = new HashMap<>(ports.environment());
        environment.put("DB_URL", "jdbc:postgresql://127.0.0.1:" + Files.readString(postgres.resolve("port")).strip() + "/martlet");
        environment.put("DB_USERNAME", "martlet");
        environment.put("DB_PASSWORD", Files.readString(postgres.resolve("password")).strip());
        return environment;
    }

    private static Process start(Path directory, Map<String, String> environment, List<String> arguments) throws IOException {
        var command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElse("java")));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).directory(directory.toFile()).inheritIO();
        builder.environment().putAll(environment);
        return builder.start();
    }

    private void awaitReady(Process process, Ports ports) throws InterruptedException {
        long end = System.nanoTime() + LONGEST_START.toNanos();
        while (!isReady(ports)) {
            if (process.waitFor(PAUSE_MS, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("The program ended with " + process.exitValue());
            }
            if (System.nanoTime() > end) {
                throw new IllegalStateException("The program was not ready after " + LONGEST_START);
            }
        }
    }

    private boolean isReady(Ports ports) throws InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(ports.operators() + "/health/ready")).timeout(LONGEST_ANSWER).build();
        try {
            return http.send(request, BodyHandlers.ofString()).statusCode() == 200;
        } catch (IOException _) {
            return false;
        }
    }

    /** By SIGTERM; a JVM with -XX:AOTCacheOutput writes the cache at its end. */
    private static void end(Process process) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(LONGEST_END.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("The program did not end within " + LONGEST_END);
        }
    }
}
