package dev.martlet.bootstrap.support;

import dev.martlet.platform.testing.RestClient;
import dev.martlet.platform.testing.RestClient.Response;
import java.util.Optional;

/** A client of the public REST API that holds every answer against the OpenAPI document. */
public final class ShopClient {
    private final RestClient client;
    private final OpenApiContract contract;

    public ShopClient(String base) {
        client = new RestClient(base);
        contract = new OpenApiContract(client.get("/openapi").expect(200).body());
    }

    public String base() {
        return client.base();
    }

    public OpenApiContract contract() {
        return contract;
    }

    public Response get(String path, String... headers) {
        return send("GET", path, Optional.empty(), headers);
    }

    public Response post(String path, String json, String... headers) {
        return send("POST", path, Optional.of(json), headers);
    }

    public Response patch(String path, String json, String tag) {
        return send("PATCH", path, Optional.of(json), "If-Match", tag);
    }

    public Response delete(String path) {
        return send("DELETE", path, Optional.empty());
    }

    public Response send(String method, String path, Optional<String> body, String... headers) {
        Response response = client.send(method, path, body, headers);
        if (!path.equals("/openapi")) {
            contract.check(body, response);
        }
        return response;
    }
}
