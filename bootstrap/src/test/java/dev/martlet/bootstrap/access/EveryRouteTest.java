package dev.martlet.bootstrap.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.bootstrap.access.GuardedShop.Person;
import dev.martlet.bootstrap.support.Shop;
import dev.martlet.platform.http.Access;
import dev.martlet.platform.http.Resource;
import dev.martlet.platform.http.ResourceMethod;
import dev.martlet.platform.security.TestIssuer;
import dev.martlet.platform.testing.RestClient.Response;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each method of each resource, as declared, for each kind of caller, wherever the modules run: made from the declarations, so that none is missing. */
class EveryRouteTest {
    private static final int LEAST_ROUTES = 25;
    @TempDir
    private Path folder;

    /** A method of a resource. */
    private record Route(String method, String path, Access access, boolean isStream) {
        /** A stream that lasts is not opened: what it is asked for instead, once the caller is admitted, is 406. */
        String[] headers(Person person) {
            var headers = Stream.of(person.headers());
            return (isStream ? Stream.concat(headers, Stream.of("Accept", "application/json")) : headers).toArray(String[]::new);
        }
    }

    /** What a customer has. */
    private record Belongings(Person person, String order, String payment) {}

    static Stream<Arguments> topologies() {
        return Stream.of(
                Arguments.of("one process", GuardedShop.together()),
                Arguments.of("payments apart", GuardedShop.without("payments")),
                Arguments.of("six processes", GuardedShop.apart()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("topologies")
    void isAsDeclared(String topology, List<Set<String>> groups) {
        try (var shop = GuardedShop.open(folder, groups)) {
            String product = shop.product();
            Belongings own = belongings(shop, product);
            Belongings others = belongings(shop, product);
            List<Route> routes = shop.processes().stream().flatMap(process -> routes(process.application().publicResources())).distinct().toList();
            assertThat(routes).hasSizeGreaterThan(LEAST_ROUTES);
            var soft = new SoftAssertions();
            routes.forEach(route -> check(soft, topology, route, new Callers(shop, own, others, product)));
            shop.processes().forEach(process -> routes(process.application().managementResources()).forEach(route -> checkManagement(soft, process, route)));
            soft.assertAll();
        }
    }

    private static Stream<Route> routes(List<Resource> resources) {
        return resources.stream().flatMap(resource -> resource.operations().entrySet().stream()
                .map(operation -> new Route(operation.getKey().text(), resource.path(), operation.getValue().access(),
                        operation.getValue() instanceof ResourceMethod.Streaming)));
    }

    private static Belongings belongings(GuardedShop shop, String product) {
        Person person = shop.registered();
        String order = shop.order(person, person.customer(), product).expect(201).text("id");
        return new Belongings(person, order, shop.get(person, "/payments?orderId=" + order).expect(200).json().at("/items/0/id").asString());
    }

    /** Those who send a request, and what they ask for. */
    private record Callers(GuardedShop shop, Belongings own, Belongings others, String product) {
        Response send(Route route, Person person, Belongings wanted) {
            return shop.processes().getFirst().rest().send(route.method(), path(route.path(), wanted), Optional.empty(), person.headers());
        }

        private String path(String template, Belongings wanted) {
            String id = switch (template.split("/").length > 1 ? template.split("/")[1] : "") {
                case "customers" -> wanted.person().customer().toString();
                case "orders" -> wanted.order();
                case "payments" -> wanted.payment();
                case "products" -> product;
                default -> UUID.randomUUID().toString();
            };
            return template.replace("{customerId}", wanted.person().customer().toString()).replaceFirst("\\{id}", id)
                    .replaceAll("\\{[^}]+}", UUID.randomUUID().toString());
        }
    }

    private static void check(SoftAssertions soft, String topology, Route route, Callers callers) {
        String at = topology + ": " + route.method() + " " + route.path();
        Person ada = callers.own().person();
        int guest = callers.send(route, GuardedShop.guest(), callers.own()).status();
        int own = callers.send(route, ada, callers.own()).status();
        int foreign = callers.send(route, ada, callers.others()).status();
        for (Person invalid : invalid()) {
            Response refused = callers.send(route, invalid, callers.own());
            soft.assertThat(refused.status()).as(at + ", a token that is not valid").isEqualTo(401);
            soft.assertThat(refused.header("WWW-Authenticate")).as(at).contains("Bearer error=\"invalid_token\"");
        }
        switch (route.access()) {
            case Access.Anyone _ -> soft.assertThat(List.of(guest, own, foreign)).as(at).doesNotContain(401, 403, 404, 500, 503);
            case Access.Staff _ -> soft.assertThat(List.of(guest, own, foreign)).as(at).containsExactly(401, 403, 403);
            case Access.AnyCustomer _ -> {
                soft.assertThat(guest).as(at).isEqualTo(401);
                soft.assertThat(List.of(own, foreign)).as(at).doesNotContain(401, 403, 404, 500, 503);
            }
            case Access.OwnPath _, Access.OwnResource _ -> {
                soft.assertThat(List.of(guest, foreign)).as(at).containsExactly(401, 404);
                soft.assertThat(own).as(at).isNotIn(401, 403, 404, 500, 503);
            }
        }
        // What staff deletes is needed no more, and is another's.
        int staff = callers.send(route, GuardedShop.staff(), route.method().equals("DELETE") ? nobody() : callers.others()).status();
        soft.assertThat(staff).as(at + ", staff").isNotIn(401, 403, 500, 503);
    }

    private static Belongings nobody() {
        String id = UUID.randomUUID().toString();
        return new Belongings(GuardedShop.customer(), id, id);
    }

    private static void checkManagement(SoftAssertions soft, Shop process, Route route) {
        String at = "management: " + route.method() + " " + route.path();
        String path = route.path().replaceAll("\\{[^}]+}", UUID.randomUUID().toString());
        Map<Person, Integer> expected = route.access() instanceof Access.Anyone
                ? Map.of()
                : Map.of(GuardedShop.guest(), 401, GuardedShop.customer(), 403);
        expected.forEach((person, status) -> soft.assertThat(process.management().send(route.method(), path, Optional.empty(), route.headers(person)).status())
                .as(at).isEqualTo(status));
        for (Person person : route.access() instanceof Access.Anyone ? List.of(GuardedShop.guest(), GuardedShop.staff()) : List.of(GuardedShop.staff())) {
            int status = process.management().send(route.method(), path, Optional.empty(), route.headers(person)).status();
            soft.assertThat(status).as(at).isNotIn(401, 403, 500, 503);
        }
    }

    private static List<Person> invalid() {
        UUID id = UUID.randomUUID();
        return List.of(
                GuardedShop.person(id, "roles", "staff", "exp", Instant.now().getEpochSecond() - 120),
                GuardedShop.person(id, "roles", "staff", "iss", TestIssuer.NAME + ".evil.example"));
    }
}
