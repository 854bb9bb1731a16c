package dev.martlet.bench.part;

import dev.martlet.bench.shop.Topology;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a topology costs, as expected or as measured.
 *
 * @param p50 milliseconds of {@code POST /orders}
 * @param cpuMillis of the program for an order
 * @param mebibytes of all processes
 */
record AdvisedCost(double p50, double p99, double cpuMillis, double mebibytes, int connections) {
    private static final JsonMapper JSON = new JsonMapper();

    /** @param management of the process that is asked */
    static AdvisedCost of(URI management, Topology topology) throws IOException, InterruptedException {
        String query = topology.processes().stream().map(modules -> "run=" + String.join(",", modules)).collect(Collectors.joining("&"));
        try (var client = HttpClient.newHttpClient()) {
            var response = client.send(HttpRequest.newBuilder(management.resolve("/modules/advice?" + query)).build(), HttpResponse.BodyHandlers.ofString());
            return of(JSON.readTree(response.body()));
        }
    }

    private static AdvisedCost of(JsonNode advice) {
        JsonNode orders = advice.path("operations").valueStream()
                .filter(operation -> operation.path("operation").asString().equals("POST /orders")).findFirst().orElseThrow();
        return new AdvisedCost(
                orders.path("p50Millis").asDouble() + orders.path("addedP50Millis").asDouble(),
                orders.path("p99Millis").asDouble() + orders.path("addedP99Millis").asDouble(),
                advice.at("/perOrder/cpuMillis").asDouble(),
                advice.path("processes").valueStream().mapToDouble(process -> process.path("memoryMiB").asDouble()).sum(),
                advice.path("processes").valueStream().mapToInt(process -> process.path("connections").asInt()).sum());
    }
}
