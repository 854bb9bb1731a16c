package dev.martlet.bootstrap.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.bootstrap.access.GuardedShop.Person;
import dev.martlet.platform.testing.RestClient.Response;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The process that clients use refuses callers by itself, also while the process that would handle the request is away. */
class ModulesAwayTest {
    private static final Map<String, Person> PEOPLE = Map.of(
            "guest", GuardedShop.guest(),
            "nobody", GuardedShop.person(UUID.randomUUID(), "roles", List.of()),
            "customer", GuardedShop.customer(),
            "staff", GuardedShop.staff());
    private static GuardedShop shop;

    @BeforeAll
    static void open(@TempDir Path folder) {
        shop = GuardedShop.openEdge(folder);
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    private static Response send(String person, String method, String path) {
        Optional<String> body = method.equals("POST") ? Optional.of("{}") : Optional.empty();
        return shop.processes().getFirst().rest().send(method, path, body, PEOPLE.get(person).headers());
    }

    @ParameterizedTest
    @CsvSource({
        "GET,    /products,            503, 503, 503, 503",
        "HEAD,   /products,            503, 503, 503, 503",
        "POST,   /products,            401, 403, 403, 503",
        "GET,    /orders,              401, 403, 503, 503",
        "HEAD,   /orders,              401, 403, 503, 503",
        "POST,   /orders,              401, 403, 503, 503",
        "GET,    /orders/1/events,     401, 403, 503, 503",
        "POST,   /orders/1/cancel,     401, 403, 503, 503",
        "DELETE, /customers/1,         401, 403, 403, 503",
        "POST,   /customers,           503, 503, 503, 503",
        "PUT,    /products,            401, 503, 503, 503",
        "GET,    /products/1/nowhere,  401, 503, 503, 503",
        "GET,    /products/,           401, 503, 503, 503"
    })
    void whoMayNotIsRefused(String method, String path, int guest, int nobody, int customer, int staff) {
        var expected = Map.of("guest", guest, "nobody", nobody, "customer", customer, "staff", staff);
        expected.forEach((person, status) -> assertThat(send(person, method, path).status()).as(person).isEqualTo(status));
    }

    @Test
    void aRefusalIsThatOfTheProcessThatIsAway() {
        Response guests = send("guest", "POST", "/orders").expect(401);
        assertThat(guests.code()).isEqualTo("unauthenticated");
        assertThat(guests.header("WWW-Authenticate")).hasValue("Bearer");
        Response customers = send("customer", "POST", "/products").expect(403);
        assertThat(customers.code()).isEqualTo("forbidden");
        assertThat(customers.header("WWW-Authenticate")).hasValue("Bearer error=\"insufficient_scope\"");
    }

    @Test
    void optionsOfAKnownPathNamesItsMethods() {
        Response options = send("guest", "OPTIONS", "/orders").expect(204);
        assertThat(options.header("Allow").orElseThrow().split(", ")).containsExactlyInAnyOrder("GET", "HEAD", "POST", "OPTIONS");
        assertThat(send("guest", "OPTIONS", "/orders/1/nowhere").status()).isEqualTo(503);
    }
}
