package dev.martlet.bootstrap.access;

import dev.martlet.bootstrap.ModuleGraph;
import dev.martlet.platform.testing.FreePorts;
import dev.martlet.bootstrap.support.Orders;
import dev.martlet.bootstrap.support.Shop;
import dev.martlet.platform.security.TestIssuer;
import dev.martlet.platform.security.TestIssuer.Key;
import dev.martlet.platform.sql.session.DatabaseSettings;
import dev.martlet.platform.testing.RestClient.Response;
import dev.martlet.platform.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The shop in mode jwt, in one process or several, with an issuer of its own. */
final class GuardedShop implements AutoCloseable {
    static final Key KEY = Key.es256("key");
    private final List<Shop> processes = new ArrayList<>();

    /** Someone who has a token, or none. */
    record Person(UUID customer, String... headers) {}

    private GuardedShop() {}

    /** @param groups the modules of each process; the first process is the one that clients use */
    static GuardedShop open(Path folder, List<Set<String>> groups) {
        return open(folder, groups, groups.size());
    }

    /** The process that clients use, which runs no module, while the one that runs them all is away. */
    static GuardedShop openEdge(Path folder) {
        return open(folder, List.of(Set.of(), together().getFirst()), 1);
    }

    private static GuardedShop open(Path folder, List<Set<String>> groups, int started) {
        var shop = new GuardedShop();
        DatabaseSettings database = TestDatabase.settings();
        List<Integer> ports = FreePorts.take(groups.size());
        try {
            Files.writeString(folder.resolve("jwks.json"), TestIssuer.jwks(KEY.jwk()));
            IntStream.range(0, started).forEach(i -> shop.processes.add(Shop.open(database, settings(folder, groups, ports, i))));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (RuntimeException failure) {
            shop.close();
            throw failure;
        }
        return shop;
    }

    static List<Set<String>> together() {
        return List.of(Set.copyOf(ModuleGraph.load().names()));
    }

    static List<Set<String>> without(String module) {
        return List.of(Set.copyOf(ModuleGraph.load().names().stream().filter(name -> !name.equals(module)).toList()), Set.of(module));
    }

    static List<Set<String>> apart() {
        return ModuleGraph.load().names().stream().map(Set::of).toList();
    }

    private static Map<String, String> settings(Path folder, List<Set<String>> groups, List<Integer> ports, int process) {
        var settings = new HashMap<>(Map.of(
                "security.mode", "jwt",
                "security.jwt.jwks", folder.resolve("jwks.json").toString(),
                "security.jwt.issuer", TestIssuer.NAME,
                "security.jwt.audience", TestIssuer.AUDIENCE,
                "security.internal.token", "between processes",
                "internal.port", ports.get(process).toString(),
                "db.pool.size", "4",
                "modules.run", groups.get(process).isEmpty() ? "none" : String.join(",", groups.get(process))));
        for (int other = 0; other < groups.size(); other++) {
            String url = "http://127.0.0.1:" + ports.get(other);
            if (other != process) {
                groups.get(other).forEach(module -> settings.put("modules." + module + ".url", url));
            }
        }
        return settings;
    }

    List<Shop> processes() {
        return List.copyOf(processes);
    }

    static Person guest() {
        return new Person(UUID.randomUUID());
    }

    static Person staff() {
        return person(UUID.randomUUID(), "roles", List.of("staff"));
    }

    static Person customer() {
        return person(UUID.randomUUID(), "roles", "customer");
    }

    static Person person(UUID customer, Object... claims) {
        return new Person(customer, "Authorization", "Bearer " + KEY.token(TestIssuer.claims(customer.toString(), claims)));
    }

    Response get(Person person, String path) {
        return send(person, "GET", path, Optional.empty());
    }

    Response post(Person person, String path, String json, String... headers) {
        return send(person, "POST", path, Optional.of(json), headers);
    }

    Response send(Person person, String method, String path, Optional<String> body, String... headers) {
        String[] all = Stream.concat(Stream.of(person.headers()), Stream.of(headers)).toArray(String[]::new);
        return processes.getFirst().http().send(method, path, body, all);
    }

    Person registered() {
        Person person = customer();
        register(person, UUID.randomUUID() + "@example.org").expect(201);
        return person;
    }

    Response register(Person person, String email) {
        return post(person, "/customers", "{\"email\": \"" + email + "\", \"name\": \"Ada\"}");
    }

    String product() {
        return post(staff(), "/products", "{\"name\": \"Tea\", \"price\": {\"amount\": 100, \"currency\": \"EUR\"}, \"stock\": 100000}").expect(201).text("id");
    }

    Response order(Person person, UUID customer, String product, String... headers) {
        return post(person, "/orders", Orders.byCard(customer.toString(), product, 1, "tok_visa"), headers);
    }

    @Override
    public void close() {
        processes.reversed().forEach(Shop::close);
    }
}
