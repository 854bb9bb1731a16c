package dev.martlet.customers;

import dev.martlet.platform.core.Money;
import dev.martlet.platform.testing.RestClient;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** Drives the module customers over REST, as an operator does. */
public final class CustomersDriver {
    private final RestClient http;

    public CustomersDriver(RestClient http) {
        this.http = http;
    }

    /** A new email. */
    public static String email() {
        return UUID.randomUUID() + "@example.org";
    }

    public UUID register() {
        return id(http.post("/customers", """
                {"email": "%s", "name": "Ada"}
                """.formatted(email())));
    }

    public UUID registerWithLimit(long cents) {
        return id(http.post("/customers", """
                {"email": "%s", "name": "Ada", "creditLimit": {"amount": %d, "currency": "EUR"}}
                """.formatted(email(), cents)));
    }

    public RestClient.Response change(UUID customerId, String patch) {
        return http.patch("/customers/" + customerId, patch, "*");
    }

    public void limit(UUID customerId, long cents) {
        change(customerId, """
                {"creditLimit": {"amount": %d}}
                """.formatted(cents)).expect(200);
    }

    public RestClient.Response delete(UUID customerId) {
        return http.delete("/customers/" + customerId);
    }

    public Money reserved(UUID customerId) {
        return money(credit(customerId).path("reserved"));
    }

    public Money available(UUID customerId) {
        return money(credit(customerId).path("available"));
    }

    private JsonNode credit(UUID customerId) {
        return http.get("/customers/" + customerId + "/credit").expect(200).json();
    }

    private static UUID id(RestClient.Response customer) {
        return UUID.fromString(customer.expect(201).text("id"));
    }

    private static Money money(JsonNode json) {
        return Money.of(json.path("amount").asLong(), json.path("currency").asString());
    }
}
