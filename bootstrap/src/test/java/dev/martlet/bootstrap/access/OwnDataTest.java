package dev.martlet.bootstrap.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.bootstrap.access.GuardedShop.Person;
import dev.martlet.platform.testing.RestClient.Response;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What customers, guests and staff may do within the routes that they may use. */
class OwnDataTest {
    private static final String LIMIT = "{\"email\": \"%s@example.org\", \"name\": \"Ada\", \"creditLimit\": {\"amount\": 100, \"currency\": \"EUR\"}}";
    @TempDir
    private static Path folder;
    private static GuardedShop shop;

    @BeforeAll
    static void start() {
        shop = GuardedShop.open(folder, GuardedShop.without("orders"));
    }

    @AfterAll
    static void stop() {
        shop.close();
    }

    private static String email() {
        return UUID.randomUUID() + "@example.org";
    }

    @Test
    void aCustomerRegistersItselfOnce() {
        Person ada = GuardedShop.customer();
        assertThat(shop.get(ada, "/customers/" + ada.customer()).status()).isEqualTo(404);
        assertThat(shop.register(ada, email()).expect(201).text("id")).isEqualTo(ada.customer().toString());
        assertThat(shop.register(ada, email()).expect(409).code()).isEqualTo("customer-exists");
        shop.get(ada, "/customers/" + ada.customer()).expect(200);
    }

    @Test
    void aCustomerWhoWasDeletedCanRegisterAnew() {
        Person ada = shop.registered();
        String order = shop.order(ada, ada.customer(), shop.product()).expect(201).text("id");
        shop.send(GuardedShop.staff(), "DELETE", "/customers/" + ada.customer(), Optional.empty()).expect(204);
        shop.get(ada, "/customers/" + ada.customer()).expect(404);
        assertThat(shop.register(ada, email()).expect(201).text("id")).isEqualTo(ada.customer().toString());
        assertThat(ids(ada, "/orders", "id")).containsExactly(order);
    }

    @Test
    void aCustomerWhoHasNotRegisteredSeesItsRejectedOrder() {
        Person ada = GuardedShop.customer();
        Response rejected = shop.order(ada, ada.customer(), shop.product()).expect(422);
        assertThat(rejected.code()).isEqualTo("customer-not-found");
        assertThat(shop.get(ada, "/orders/" + rejected.text("orderId")).expect(200).text("status")).isEqualTo("REJECTED");
    }

    @Test
    void guestsAndStaffRegisterNewCustomers() {
        Person staff = GuardedShop.staff();
        assertThat(shop.register(GuardedShop.guest(), email()).expect(201).text("id")).isNotEmpty();
        assertThat(shop.register(staff, email()).expect(201).text("id")).isNotEqualTo(staff.customer().toString());
        shop.register(staff, email()).expect(201);
        shop.post(staff, "/customers", LIMIT.formatted(UUID.randomUUID())).expect(201);
        shop.register(GuardedShop.person(UUID.randomUUID()), email()).expect(403);
    }

    @Test
    void staffAloneSetsACreditLimit() {
        Response guest = shop.post(GuardedShop.guest(), "/customers", LIMIT.formatted(UUID.randomUUID())).expect(401);
        assertThat(guest.header("WWW-Authenticate")).contains("Bearer");
        Response customer = shop.post(GuardedShop.customer(), "/customers", LIMIT.formatted(UUID.randomUUID())).expect(403);
        assertThat(customer.json().at("/errors/0/pointer").asString()).isEqualTo("/creditLimit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"active\": false}", "{\"creditLimit\": null}", "{\"name\": \"Eve\", \"active\": true}"})
    void staffAloneChangesWhatACustomerMayDo(String patch) {
        Person ada = shop.registered();
        String path = "/customers/" + ada.customer();
        String tag = shop.get(ada, path).expect(200).tag();
        Response refused = shop.send(ada, "PATCH", path, Optional.of(patch), "If-Match", tag).expect(403);
        assertThat(refused.json().at("/errors/0/pointer").asString()).isIn("/active", "/creditLimit");
        shop.send(ada, "PATCH", path, Optional.of(patch)).expect(403);
        shop.send(ada, "PATCH", path, Optional.of("{\"name\": \"Ada Lovelace\"}"), "If-Match", tag).expect(200);
        shop.send(GuardedShop.staff(), "PATCH", path, Optional.of(patch), "If-Match", shop.get(ada, path).tag()).expect(200);
    }

    @Test
    void listsHaveWhatIsTheCustomersOwn() {
        String product = shop.product();
        Person ada = shop.registered();
        Person eve = shop.registered();
        String order = shop.order(ada, ada.customer(), product).expect(201).text("id");
        String others = shop.order(eve, eve.customer(), product).expect(201).text("id");
        assertThat(ids(ada, "/orders", "id")).containsExactly(order);
        assertThat(ids(ada, "/orders?status=CONFIRMED", "id")).containsExactly(order);
        assertThat(ids(ada, "/orders?customerId=" + ada.customer(), "id")).containsExactly(order);
        assertThat(ids(ada, "/orders?customerId=" + eve.customer(), "id")).isEmpty();
        assertThat(ids(ada, "/payments", "orderId")).containsExactly(order);
        assertThat(ids(ada, "/payments?orderId=" + others, "orderId")).isEmpty();
        assertThat(ids(ada, "/notifications?customerId=" + eve.customer(), "id")).isEmpty();
        assertThat(ids(ada, "/notifications", "customerId")).allMatch(ada.customer().toString()::equals);
        assertThat(ids(ada, "/customers", "id")).containsExactly(ada.customer().toString());
        String email = shop.get(eve, "/customers/" + eve.customer()).text("email");
        assertThat(ids(ada, "/customers?email=" + email, "id")).isEmpty();
        assertThat(ids(eve, "/customers?email=" + email, "id")).containsExactly(eve.customer().toString());
        assertThat(ids(GuardedShop.staff(), "/orders?customerId=" + eve.customer(), "id")).containsExactly(others);
    }

    private static List<String> ids(Person person, String path, String member) {
        return shop.get(person, path).expect(200).json().path("items").valueStream().map(item -> item.path(member).asString()).toList();
    }

    @Test
    void customersWhoRegisteredThemselvesAreListedByTheirRegistration() {
        var registered = List.of(shop.registered(), shop.registered(), shop.registered()).stream().map(person -> person.customer().toString()).toList();
        Response first = shop.get(GuardedShop.staff(), "/customers?limit=2").expect(200);
        assertThat(first.json().path("items").valueStream().map(item -> item.path("id").asString()).toList())
                .containsExactly(registered.get(2), registered.get(1));
        Response next = shop.get(GuardedShop.staff(), "/customers?limit=1&cursor=" + first.text("nextCursor")).expect(200);
        assertThat(next.json().at("/items/0/id").asString()).isEqualTo(registered.getFirst());
    }

    @Test
    void nobodyOrdersForAnother() {
        String product = shop.product();
        Person ada = shop.registered();
        Person eve = shop.registered();
        Response foreign = shop.order(ada, eve.customer(), product).expect(422);
        Response missing = shop.order(ada, UUID.randomUUID(), product).expect(422);
        assertThat(foreign.code()).isEqualTo("customer-not-found");
        assertThat(anonymous(foreign)).isEqualTo(anonymous(missing));
        assertThat(ids(eve, "/orders", "id")).isEmpty();
        shop.order(GuardedShop.staff(), eve.customer(), product).expect(201);
    }

    private static String anonymous(Response response) {
        return response.body().replaceAll("[0-9a-f-]{36}", "");
    }

    @Test
    void anIdempotencyKeyBelongsToItsCaller() {
        String product = shop.product();
        Person ada = shop.registered();
        Person eve = shop.registered();
        String first = shop.order(ada, ada.customer(), product, "Idempotency-Key", "one").expect(201).text("id");
        String others = shop.order(eve, eve.customer(), product, "Idempotency-Key", "one").expect(201).text("id");
        Response again = shop.order(ada, ada.customer(), product, "Idempotency-Key", "one").expect(201);
        assertThat(again.text("id")).isEqualTo(first).isNotEqualTo(others);
        assertThat(again.header("Idempotency-Replayed")).contains("true");
    }

    @Test
    void aCustomerCancelsItsOwnOrderAlone() {
        String product = shop.product();
        Person ada = shop.registered();
        String order = shop.order(ada, ada.customer(), product).expect(201).text("id");
        Response foreign = shop.post(shop.registered(), "/orders/" + order + "/cancel", "").expect(404);
        Response missing = shop.post(ada, "/orders/" + UUID.randomUUID() + "/cancel", "").expect(404);
        assertThat(anonymous(foreign)).isEqualTo(anonymous(missing));
        assertThat(shop.post(ada, "/orders/" + order + "/cancel", "").expect(200).text("status")).isEqualTo("CANCELLED");
    }

    @Test
    void whatWasSentBesideTheTokenIsNoToken() {
        shop.send(new Person(UUID.randomUUID(), "Authorization", "Basic YWRhOnNlY3JldA=="), "GET", "/orders", Optional.empty()).expect(401);
        shop.get(GuardedShop.guest(), "/products").expect(200);
        String token = GuardedShop.staff().headers()[1].replace("Bearer ", "");
        assertThat(shop.processes().getFirst().raw().send("GET", "/products?access_token=" + token, new byte[0])).startsWith("HTTP/1.1 401");
    }
}
