package dev.martlet.bootstrap.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.bootstrap.rest.MalformedRequests.Mutant;
import dev.martlet.bootstrap.support.OneShop;
import dev.martlet.bootstrap.support.Orders;
import dev.martlet.bootstrap.support.Shop;
import dev.martlet.platform.core.json.Json;
import dev.martlet.platform.testing.RestClient.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.core.JacksonException;

/** Every body that the API takes, made wrong in many ways: what the document does not allow is a 400 that says where; what it allows is accepted. */
@ExtendWith(OneShop.class)
class StrictJsonTest {
    private final Shop shop;

    StrictJsonTest(Shop shop) {
        this.shop = shop;
    }

    /**
     * A way in.
     *
     * @param operation its place in the OpenAPI document
     */
    private record Door(String method, String path, String operation, String body) {}

    @TestFactory
    Stream<DynamicTest> aWrongBodyIsRefusedWhereItIsWrong() {
        return doors().stream().map(door -> DynamicTest.dynamicTest(door.method() + " " + door.operation(), () -> {
            var softly = new SoftAssertions();
            List<Mutant> mutants = MalformedRequests.of(door.body());
            assertThat(mutants.size()).isGreaterThan(50);
            mutants.forEach(mutant -> softly.check(() -> check(door, mutant)));
            softly.assertAll();
        }));
    }

    @TestFactory
    Stream<DynamicTest> aBodyThatIsNotUtf8IsRefused() {
        return doors().stream().map(door -> DynamicTest.dynamicTest(door.method() + " " + door.operation(), () -> {
            var raw = shop.raw();
            byte[] body = door.body().replaceFirst("\"(name|reason|method)\": \"", "$0\u00e9").getBytes(StandardCharsets.ISO_8859_1);
            String[] condition = door.method().equals("PATCH") ? new String[] {"If-Match: *"} : new String[0];
            assertThat(raw.send(door.method(), door.path(), body, condition)).contains("HTTP/1.1 400").contains("invalid-json");
        }));
    }

    private List<Door> doors() {
        String customer = shop.customer(1000);
        String product = shop.product(100, 1000);
        String order = Orders.byCard(customer, product, 1, "tok_visa");
        String newCustomer = """
                {"email": "strict@example.org", "name": "Ada", "creditLimit": {"amount": 5, "currency": "EUR"}}""";
        String newProduct = """
                {"sku": "strict", "name": "Tea", "description": "Green", "price": {"amount": 5, "currency": "EUR"}, "stock": 5}""";
        return List.of(
                new Door("POST", "/customers", "/customers", newCustomer),
                new Door("PATCH", "/customers/" + customer, "/customers/{id}", newCustomer.replace("}}", "}, \"active\": true}")),
                new Door("POST", "/products", "/products", newProduct),
                new Door("PATCH", "/products/" + product, "/products/{id}", newProduct.replace(", \"stock\": 5", "")),
                new Door("POST", "/products/" + product + "/stock-adjustments", "/products/{id}/stock-adjustments", "{\"delta\": 5, \"reason\": \"found\"}"),
                new Door("POST", "/orders", "/orders", order));
    }

    private void check(Door door, Mutant mutant) {
        Response response = send(door, mutant.body());
        if (mutant.always() || !allows(door, mutant.body())) {
            assertThat(response.status()).as(mutant.what() + " " + response.body()).isEqualTo(400);
            assertThat(response.code()).as(mutant.what()).isIn("invalid-json", "invalid-request");
            assertThat(response.code().equals("invalid-json") || says(response, mutant.pointer())).as(mutant + " " + response.body()).isTrue();
        } else {
            assertThat(response.status()).as(mutant.what() + " " + response.body()).isIn(200, 201, 202, 402, 409, 422);
        }
    }

    /** The error points at its location, or at one inside it. */
    private static boolean says(Response response, String pointer) {
        return response.json().path("errors").valueStream()
                .map(error -> error.path("pointer").asString())
                .anyMatch(said -> said.startsWith(pointer));
    }

    private Response send(Door door, String body) {
        return switch (door.method()) {
            case "PATCH" -> shop.http().patch(door.path(), body, shop.http().get(door.path()).tag());
            default -> shop.http().send(door.method(), door.path(), Optional.of(body));
        };
    }

    private boolean allows(Door door, String body) {
        String operation = "/paths/" + door.operation().replace("/", "~1") + "/" + door.method().toLowerCase(Locale.ROOT);
        try {
            return shop.http().contract().faults(operation + "/requestBody/content/application~1json/schema", Json.tolerant().readTree(body)).isEmpty();
        } catch (JacksonException _) {
            return false;
        }
    }
}
