package dev.martlet.bootstrap.keycloak;

import dev.martlet.platform.core.json.Json;
import dev.martlet.platform.testing.RestClient;
import dev.martlet.platform.testing.RestClient.Response;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A client that shows a token. */
record User(RestClient client, String token) {
    static User of(RestClient client, String token) {
        return new User(client, token);
    }

    /** What the token says of whose it is. */
    String subject() {
        String claims = token.split("\\.")[1];
        return Json.tolerant().readTree(new String(Base64.getUrlDecoder().decode(claims), StandardCharsets.UTF_8)).path("sub").asString();
    }

    Response get(String path) {
        return client.get(path, "Authorization", "Bearer " + token);
    }

    Response post(String path, String json) {
        return client.post(path, json, "Authorization", "Bearer " + token);
    }

    Response register(String name) {
        return post("/customers", "{\"email\": \"%s@example.com\", \"name\": \"%s\"}".formatted(name, name));
    }
}
