package dev.martlet.bootstrap;

import dev.martlet.kernel.testing.RestClient;
import dev.martlet.kernel.testing.RestClient.Response;
import java.util.Optional;

/** A client of the public REST API that holds every answer against the OpenAPI document. */
final class ShopClient {
    private final RestClient client;
    private final OpenApiContract contract;

    ShopClient(String base) {
        client = new RestClient(base);
        contract = new OpenApiContract(client.get("/openapi").expect(200).body());
    }

    String base() {
        return client.base();
    }

    OpenApiContract contract() {
        return contract;
    }

    Response get(String path, String... headers) {
        return send("GET", path, Optional.empty(), headers);
    }

    Response post(String path, String json, String... headers) {
        return send("POST", path, Optional.of(json), headers);
    }

    Response patch(String path, String json, String tag) {
        return send("PATCH", path, Optional.of(json), "If-Match", tag);
    }

    Response delete(String path) {
        return send("DELETE", path, Optional.empty());
    }

    Response send(String method, String path, Optional<String> body, String... headers) {
        Response response = client.send(method, path, body, headers);
        if (!path.equals("/openapi")) {
            contract.check(body, response);
        }
        return response;
    }
}
