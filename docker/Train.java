import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Makes the AOT cache of the container image: runs the image's program, sends it requests, and ends it; the JVM then writes what it has loaded and linked.
 *
 * <p>{@code java Train <directory of the built program> <directory of the image's program> <directory for temporary files>}. The image's program has no
 * embedded PostgreSQL and uses that of the built one. This is Java because the base images have no HTTP client.
 */
public final class Train {
    private static final Duration LONGEST_START = Duration.ofMinutes(5);
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(60);
    private static final Duration LONGEST_END = Duration.ofMinutes(5);
    private static final long PAUSE_MS = 100;
    private static final int PASSES = 3;
    private static final int BAD_REQUEST = 400;
    private static final String CACHE = "martlet.aot";
    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]*)\"");

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(LONGEST_ANSWER).build();

    private Train() {}

    /** The ports of one program. */
    private record Ports(int http, int internal, int management) {
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
        Process lender = null;
        Process trainee = null;
        try {
            Ports lending = Ports.free();
            lender = start(work, lending.environment(), List.of("-jar", built.resolve("martlet.jar").toString()));
            awaitReady(lender, lending);
            Ports training = Ports.free();
            trainee = start(image, environment(training, work.resolve(".martlet/postgres")),
                    List.of("-XX:Flags=" + flags(work, image), "-XX:+UseSerialGC", "-XX:AOTCacheOutput=" + CACHE, "-jar", "martlet.jar"));
            awaitReady(trainee, training);
            exercise("http://127.0.0.1:" + training.http, "http://127.0.0.1:" + training.management);
            end(trainee);
            if (!Files.exists(image.resolve(CACHE))) {
                throw new IllegalStateException("The JVM wrote no AOT cache");
            }
            end(lender);
        } finally {
            Stream.of(lender, trainee).filter(process -> process != null).forEach(Process::destroyForcibly);
        }
    }

    /** The image's JVM flags without the cache, which does not exist yet. */
    private static Path flags(Path work, Path image) throws IOException {
        List<String> lines = Files.readAllLines(image.resolve("java.flags")).stream().filter(line -> !line.startsWith("AOTCache=")).toList();
        return Files.write(work.resolve("java.flags"), lines);
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
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ports.management + "/health/ready")).timeout(LONGEST_ANSWER).build();
        try {
            return http.send(request, BodyHandlers.ofString()).statusCode() == 200;
        } catch (IOException _) {
            return false;
        }
    }

    private void exercise(String shop, String management) throws Exception {
        for (int pass = 0; pass < PASSES; pass++) {
            String customer = id(post(shop + "/customers",
                    "{\"email\":\"" + pass + "@example.org\",\"name\":\"Ada\",\"creditLimit\":{\"amount\":100000,\"currency\":\"EUR\"}}"));
            String product = id(post(shop + "/products", "{\"name\":\"Tea\",\"price\":{\"amount\":499,\"currency\":\"EUR\"},\"stock\":10}"));
            String order = "{\"customerId\":\"" + customer + "\",\"items\":[{\"productId\":\"" + product + "\",\"quantity\":1}],\"payment\":";
            String paid = id(post(shop + "/orders", order + "{\"method\":\"CARD\",\"token\":\"tok_visa\"}}"));
            post(shop + "/orders", order + "{\"method\":\"CREDIT\"}}");
            post(shop + "/orders/" + paid + "/cancel", "");
            for (String path : List.of("/customers/" + customer, "/products/" + product, "/orders/" + paid, "/customers", "/products", "/orders",
                    "/payments?orderId=" + paid, "/notifications?customerId=" + customer, "/loyalty/" + customer, "/openapi")) {
                answer(HttpRequest.newBuilder(URI.create(shop + path)));
            }
        }
        answer(HttpRequest.newBuilder(URI.create(management + "/metrics")));
    }

    private String post(String url, String json) throws Exception {
        return answer(HttpRequest.newBuilder(URI.create(url)).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    private String answer(HttpRequest.Builder request) throws Exception {
        var answer = http.send(request.timeout(LONGEST_ANSWER).build(), BodyHandlers.ofString());
        if (answer.statusCode() >= BAD_REQUEST) {
            throw new IllegalStateException(answer + ": " + answer.body());
        }
        return answer.body();
    }

    private static String id(String json) {
        var found = ID.matcher(json);
        if (!found.find()) {
            throw new IllegalStateException("No id in " + json);
        }
        return found.group(1);
    }

    /** By SIGTERM; a JVM with -XX:AOTCacheOutput writes the cache at its end. */
    private static void end(Process process) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(LONGEST_END.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("The program did not end within " + LONGEST_END);
        }
    }
}
