package dev.martlet.bootstrap.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.bootstrap.support.OneShop;
import dev.martlet.bootstrap.support.Shop;
import dev.martlet.platform.testing.RestClient.Response;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** The examples of requests in the OpenAPI document, sent as they are but for ids and what must be unique. */
@ExtendWith(OneShop.class)
class ExamplesTest {
    private static final String CUSTOMER = "019aa3c5-4b8e-7a51-9c1b-5f0e6d2b7a11";
    private static final String PRODUCT = "019aa3c5-4b8e-7a51-9c1b-5f0e6d2b7a12";

    private final Shop shop;

    ExamplesTest(Shop shop) {
        this.shop = shop;
    }

    /** An example of a body for an operation. */
    private record Example(String method, String path, String mediaType, String name, String body) {}

    @TestFactory
    Stream<DynamicTest> everyExampleOfARequestIsAccepted() {
        List<Example> examples = paths().flatMap(path -> document().path("paths").path(path).properties().stream()
                .flatMap(operation -> examples(path, operation.getKey().toUpperCase(Locale.ROOT), operation.getValue()))).toList();
        assertThat(examples).hasSizeGreaterThan(12);
        return examples.stream().map(example -> DynamicTest.dynamicTest(
                "%s %s %s %s".formatted(example.method(), example.path(), example.mediaType(), example.name()), () -> send(example)));
    }

    @TestFactory
    Stream<DynamicTest> everyExampleOfAParameterIsAccepted() {
        return paths().filter(path -> document().path("paths").path(path).has("get") && !path.contains("{"))
                .flatMap(path -> document().path("paths").path(path).path("get").path("parameters").valueStream()
                        .map(this::resolved)
                        .map(parameter -> DynamicTest.dynamicTest(path + " " + parameter.path("name").asString(), () -> send(path, parameter))));
    }

    private Stream<Example> examples(String path, String method, JsonNode operation) {
        return operation.at("/requestBody/content").properties().stream().flatMap(content -> content.getValue().path("examples").properties().stream()
                .map(example -> new Example(method, path, content.getKey(), example.getKey(), example.getValue().path("value").toString())));
    }

    private void send(Example example) {
        String customer = shop.customer(100_000);
        String product = shop.product(100, 1000);
        String path = example.path().replace("{id}", example.path().startsWith("/customers") ? customer : product);
        String body = example.body().replace(CUSTOMER, customer).replace(PRODUCT, product)
                .replaceAll("\"(ada|grace)@", "\"" + UUID.randomUUID() + "@").replace("TEA-250", UUID.randomUUID().toString());
        Response response = example.method().equals("PATCH")
                ? shop.http().send("PATCH", path, Optional.of(body), "Content-Type", example.mediaType(), "If-Match", "*")
                : shop.http().send(example.method(), path, Optional.of(body), "Content-Type", example.mediaType());
        response.expect(example.method().equals("POST") ? 201 : 200);
    }

    private void send(String path, JsonNode parameter) {
        String name = parameter.path("name").asString();
        String example = (parameter.has("example") ? parameter.path("example") : parameter.at("/schema/examples/0")).asString();
        switch (parameter.path("in").asString()) {
            case "query" -> shop.http().get(path + "?" + name + "=" + example).expect(200);
            default -> shop.http().get(path, name, example).expect(200);
        }
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document().at(node.path("$ref").asString().substring(1)) : node;
    }

    private JsonNode document() {
        return shop.http().contract().document();
    }

    private Stream<String> paths() {
        return document().path("paths").propertyNames().stream();
    }
}
