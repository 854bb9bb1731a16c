package dev.martlet.bench.shop;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Creates customers and products by REST and writes their ids, one a line, to {@code customers.txt} and {@code products.txt}. */
public final class Seeds {
    private static final int COUNT = 1000;
    private static final int CONNECTIONS = 4;
    private static final Pattern ID = Pattern.compile("^\\{\\s*\"id\"\\s*:\\s*\"([^\"]+)\"");
    private static final String CUSTOMER = """
            {"email": "customer-%1$s-%2$d@example.org", "name": "Customer %2$d", "creditLimit": {"amount": 1000000000000, "currency": "EUR"}}""";
    private static final String PRODUCT = """
            {"sku": "%1$s-%2$d", "name": "Product %2$d", "description": "Of the benchmark",
             "price": {"amount": %3$d, "currency": "EUR"}, "stock": 1000000000}""";

    private Seeds() {}

    /** A thousand of each, different from those of earlier calls. */
    public static Path sow(URI shop, Path directory) throws IOException, InterruptedException {
        String run = Long.toHexString(System.nanoTime());
        Files.createDirectories(directory);
        Files.write(directory.resolve("customers.txt"), create(shop.resolve("/customers"), number -> CUSTOMER.formatted(run, number)));
        Files.write(directory.resolve("products.txt"), create(shop.resolve("/products"), number -> PRODUCT.formatted(run, number, 100 + number % 900)));
        return directory;
    }

    private static List<String> create(URI url, IntFunction<String> body) throws IOException, InterruptedException {
        try (var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
                var threads = Executors.newFixedThreadPool(CONNECTIONS)) {
            List<Future<String>> responses = IntStream.range(0, COUNT)
                    .mapToObj(number -> threads.submit(() -> post(client, url, body.apply(number))))
                    .toList();
            var ids = new ArrayList<String>();
            for (Future<String> response : responses) {
                ids.add(response.get());
            }
            return ids;
        } catch (ExecutionException failure) {
            throw new IOException(failure.getCause());
        }
    }

    private static String post(HttpClient client, URI url, String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(url).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body)).build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        var id = ID.matcher(response.body());
        if (response.statusCode() != 201 || !id.find()) {
            throw new IOException("POST " + url + ": " + response.statusCode() + " " + response.body());
        }
        return id.group(1);
    }
}
