package dev.martlet.customers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.customers.api.CustomerEvents;
import dev.martlet.customers.api.CustomersApi;
import dev.martlet.customers.api.ReleaseCredit;
import dev.martlet.customers.api.ReserveCredit;
import dev.martlet.platform.core.Money;
import dev.martlet.platform.events.EventType;
import dev.martlet.platform.sql.AdHocSql;
import dev.martlet.platform.testing.ModuleHarness;
import dev.martlet.platform.testing.RestClient;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class CustomerRoutesTest {
    private static ModuleHarness module;
    private static RestClient http;
    private static CustomersDriver driver;

    @BeforeAll
    static void start() {
        module = ModuleHarness.of(new CustomersModule()).start();
        http = module.http();
        driver = new CustomersDriver(http);
    }

    @AfterAll
    static void stop() {
        module.close();
    }

    @Test
    void aRegisteredCustomerHasTheGivenData() {
        var email = "Ada." + CustomersDriver.email();

        var answer = register("""
                {"email": "%s", "name": "Ada Löwe", "creditLimit": {"amount": 5000, "currency": "USD"}}
                """.formatted(email)).expect(201);

        var customer = answer.json();
        assertThat(customer.propertyNames()).containsExactly("id", "email", "name", "active", "creditLimit", "createdAt", "updatedAt");
        assertThat(customer.path("email").asString()).isEqualTo(email);
        assertThat(customer.path("name").asString()).isEqualTo("Ada Löwe");
        assertThat(customer.path("active").asBoolean()).isTrue();
        assertThat(money(customer.path("creditLimit"))).isEqualTo(Money.of(5000, "USD"));
        assertThat(customer.path("updatedAt")).isEqualTo(customer.path("createdAt"));
        assertThat(answer.header("Location")).contains("/customers/" + answer.text("id"));
        assertThat(http.get("/customers/" + answer.text("id")).expect(200).json()).isEqualTo(customer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ", \"creditLimit\": null"})
    void theLimitIsZeroInTheDefaultCurrencyIfItIsLeftOut(String limit) {
        var customer = register("{\"email\": \"" + CustomersDriver.email() + "\", \"name\": \"Ada\"" + limit + "}").expect(201).json();

        assertThat(money(customer.path("creditLimit"))).isEqualTo(Money.zero("EUR"));
    }

    @Test
    void theDefaultCurrencyIsConfigurable() {
        try (var swiss = ModuleHarness.of(new CustomersModule()).setting("credit.currency", "CHF").start()) {
            assertThat(new CustomersDriver(swiss.http()).available(new CustomersDriver(swiss.http()).register())).isEqualTo(Money.zero("CHF"));
        }
    }

    @Test
    void anEmailIsTakenInAnyCase() {
        var email = CustomersDriver.email();
        register(email, "Ada").expect(201);

        assertThat(register(email.toUpperCase(Locale.ROOT), "Eve").expect(409).code()).isEqualTo("email-taken");
    }

    @Test
    void theEmailOfADeletedCustomerCanBeUsedAgain() {
        var email = CustomersDriver.email();
        var ada = id(register(email, "Ada"));
        driver.delete(ada).expect(204);

        register(email, "Ada again").expect(201);
    }

    @Test
    void anIdempotencyKeyRegistersOnce() {
        var body = "{\"email\": \"" + CustomersDriver.email() + "\", \"name\": \"Ada\"}";
        var key = UUID.randomUUID().toString();
        long before = module.recorded(CustomerEvents.REGISTERED);

        var first = http.post("/customers", body, "Idempotency-Key", key).expect(201);
        var second = http.post("/customers", body, "Idempotency-Key", key).expect(201);

        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.header("Idempotency-Replayed")).contains("true");
        assertThat(module.recorded(CustomerEvents.REGISTERED) - before).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"name\": \"Ada\"}                                                                                       | /email",
        "{\"email\": null, \"name\": \"Ada\"}                                                                      | /email",
        "{\"email\": 7, \"name\": \"Ada\"}                                                                         | /email",
        "{\"email\": \"ada\", \"name\": \"Ada\"}                                                                   | /email",
        "{\"email\": \"bad@example.org\"}                                                                          | /name",
        "{\"email\": \"bad@example.org\", \"name\": \"  \"}                                                        | /name",
        "{\"email\": \"bad@example.org\", \"name\": \"Ada\", \"admin\": true}                                      | /admin",
        "{\"email\": \"bad@example.org\", \"name\": \"Ada\", \"creditLimit\": 5}                                   | /creditLimit",
        "{\"email\": \"bad@example.org\", \"name\": \"Ada\", \"creditLimit\": {\"amount\": 5}}                     | /creditLimit",
        "{\"email\": \"bad@example.org\", \"name\": \"Ada\", \"creditLimit\": {\"amount\": -1, \"currency\": \"EUR\"}} | /creditLimit",
        "{\"email\": \"bad@example.org\", \"name\": \"Ada\", \"creditLimit\": {\"amount\": 1, \"currency\": \"XYZ\"}}  | /creditLimit"})
    void aProblemPointsAtTheInvalidMemberOfARegistration(String body, String pointer) {
        var problem = register(body).expect(400);

        assertThat(problem.code()).isEqualTo("invalid-request");
        assertThat(problem.json().path("errors").path(0).path("pointer").asString()).startsWith(pointer);
    }

    @Test
    void aProblemHasAllViolations() {
        var problem = register("{\"email\": \"ada\", \"name\": \"%s\"}".formatted("a".repeat(201))).expect(400);

        assertThat(problem.json().path("errors").size()).isEqualTo(2);
    }

    @Test
    void aCustomerIsFoundByEmailInAnyCase() {
        var email = CustomersDriver.email();
        var ada = id(register(email, "Ada"));

        var list = http.get("/customers?email=" + email.toUpperCase(Locale.ROOT)).expect(200).json();

        assertThat(list.path("items").size()).isEqualTo(1);
        assertThat(list.path("items").path(0).path("id").asString()).isEqualTo(ada.toString());
        assertThat(list.path("nextCursor").isNull()).isTrue();
    }

    @Test
    void anUnknownEmailFindsNoCustomer() {
        var list = http.get("/customers?email=" + CustomersDriver.email()).expect(200);

        assertThat(list.body()).isEqualTo("{\"items\":[],\"nextCursor\":null}");
    }

    @Test
    void customersAreListedNewestFirst() {
        var older = driver.register();
        var newer = driver.register();

        var first = http.get("/customers?limit=1").expect(200).json();
        var second = http.get("/customers?limit=1&cursor=" + first.path("nextCursor").asString()).expect(200).json();

        assertThat(first.path("items").path(0).path("id").asString()).isEqualTo(newer.toString());
        assertThat(second.path("items").path(0).path("id").asString()).isEqualTo(older.toString());
    }

    @Test
    void aPatchChangesOnlyItsMembers() {
        var ada = driver.registerWithLimit(100);
        var before = show(ada);

        var after = driver.change(ada, "{\"name\": \"Ada King\"}").expect(200).json();

        assertThat(after.path("name").asString()).isEqualTo("Ada King");
        assertThat(after.path("email")).isEqualTo(before.path("email"));
        assertThat(after.path("creditLimit")).isEqualTo(before.path("creditLimit"));
        assertThat(after.path("createdAt")).isEqualTo(before.path("createdAt"));
        assertThat(after.path("updatedAt").asString()).isGreaterThan(before.path("updatedAt").asString());
        assertThat(show(ada)).isEqualTo(after);
    }

    @Test
    void aPatchOfAnOldVersionChangesNothing() {
        var ada = driver.register();
        var tag = http.get("/customers/" + ada).tag();
        driver.change(ada, "{\"name\": \"Ada King\"}").expect(200);

        var refused = http.patch("/customers/" + ada, "{\"name\": \"Ada Byron\"}", tag).expect(412);

        assertThat(refused.code()).isEqualTo("precondition-failed");
        assertThat(show(ada).path("name").asString()).isEqualTo("Ada King");
    }

    @Test
    void aPatchThatChangesNothingPublishesNoEvent() {
        var ada = driver.registerWithLimit(100);
        var before = show(ada);
        long events = module.recorded(CustomerEvents.CHANGED);

        driver.change(ada, "{}").expect(200);
        driver.change(ada, "{\"name\": \"Ada\", \"active\": true, \"creditLimit\": {\"amount\": 100}}").expect(200);

        assertThat(show(ada)).isEqualTo(before);
        assertThat(module.recorded(CustomerEvents.CHANGED)).isEqualTo(events);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"name\": null}                                       | /name",
        "{\"email\": null}                                      | /email",
        "{\"active\": null}                                     | /active",
        "{\"active\": \"yes\"}                                  | /active",
        "{\"email\": \"ada@localhost\"}                         | /email",
        "{\"creditLimit\": {\"amount\": 1.5}}                   | /creditLimit",
        "{\"creditLimit\": {\"currency\": null}}                | /creditLimit",
        "{\"id\": \"0198a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b\"}     | /id"})
    void aProblemPointsAtTheInvalidMemberOfAPatch(String patch, String pointer) {
        var problem = driver.change(driver.register(), patch).expect(400);

        assertThat(problem.code()).isEqualTo("invalid-request");
        assertThat(problem.json().path("errors").path(0).path("pointer").asString()).startsWith(pointer);
    }

    @Test
    void aPatchToAnEmailThatIsTakenChangesNothing() {
        var email = CustomersDriver.email();
        register(email, "Ada").expect(201);
        var eve = driver.register();
        var before = show(eve);

        assertThat(driver.change(eve, "{\"email\": \"" + email.toUpperCase(Locale.ROOT) + "\"}").expect(409).code()).isEqualTo("email-taken");
        assertThat(show(eve)).isEqualTo(before);
    }

    @Test
    void theCaseOfAnEmailMayChange() {
        var email = CustomersDriver.email();
        var ada = id(register(email, "Ada"));

        var changed = driver.change(ada, "{\"email\": \"" + email.toUpperCase(Locale.ROOT) + "\"}").expect(200);

        assertThat(changed.text("email")).isEqualTo(email.toUpperCase(Locale.ROOT));
    }

    @Test
    void aLimitThatIsRemovedIsZeroInItsCurrency() {
        var ada = id(register("""
                {"email": "%s", "name": "Ada", "creditLimit": {"amount": 5, "currency": "USD"}}
                """.formatted(CustomersDriver.email())));

        assertThat(money(driver.change(ada, "{\"creditLimit\": null}").expect(200).json().path("creditLimit"))).isEqualTo(Money.zero("USD"));
    }

    @Test
    void theCurrencyOfALimitChangesOnlyWhileNothingIsReserved() {
        var ada = driver.registerWithLimit(100);
        var order = reserve(ada, 10);
        var yen = "{\"creditLimit\": {\"amount\": 5000, \"currency\": \"JPY\"}}";

        assertThat(driver.change(ada, yen).expect(409).code()).isEqualTo("customer-has-open-credit");
        assertThat(driver.available(ada)).isEqualTo(Money.of(90, "EUR"));

        release(order);
        driver.change(ada, yen).expect(200);
        assertThat(driver.available(ada)).isEqualTo(Money.of(5000, "JPY"));
    }

    @Test
    void aLimitMayBeLoweredBelowWhatIsReserved() {
        var ada = driver.registerWithLimit(100);
        reserve(ada, 60);

        driver.limit(ada, 50);

        var credit = http.get("/customers/" + ada + "/credit").expect(200);
        assertThat(credit.json().propertyNames()).containsExactly("limit", "reserved", "available");
        assertThat(money(credit.json().path("limit"))).isEqualTo(Money.of(50, "EUR"));
        assertThat(money(credit.json().path("reserved"))).isEqualTo(Money.of(60, "EUR"));
        assertThat(money(credit.json().path("available"))).isEqualTo(Money.zero("EUR"));
    }

    @Test
    void aReservationDoesNotChangeTheCustomer() {
        var ada = driver.registerWithLimit(100);
        var tag = http.get("/customers/" + ada).tag();

        reserve(ada, 60);

        assertThat(http.get("/customers/" + ada).tag()).isEqualTo(tag);
    }

    @Test
    void aDeletedCustomerIsNotFound() {
        var ada = driver.register();

        driver.delete(ada).expect(204);

        assertThat(driver.delete(ada).expect(404).code()).isEqualTo("not-found");
        http.get("/customers/" + ada).expect(404);
        http.get("/customers/" + ada + "/credit").expect(404);
        driver.change(ada, "{}").expect(404);
    }

    @Test
    void aCustomerWithReservedCreditIsNotDeleted() {
        var ada = driver.registerWithLimit(100);
        var order = reserve(ada, 60);

        assertThat(driver.delete(ada).expect(409).code()).isEqualTo("customer-has-open-credit");
        http.get("/customers/" + ada).expect(200);

        release(order);
        driver.delete(ada).expect(204);
    }

    @Test
    void anInvalidIdIsRefused() {
        assertThat(http.get("/customers/ada").expect(400).code()).isEqualTo("invalid-id");
        assertThat(http.get("/customers/ada/credit").expect(400).code()).isEqualTo("invalid-id");
        assertThat(http.delete("/customers/ada").expect(400).code()).isEqualTo("invalid-id");
    }

    @Test
    void eachChangeIsPublishedOnceWithItsData() {
        var email = CustomersDriver.email();
        var ada = id(register(email, "Ada"));
        driver.change(ada, "{\"name\": \"Ada King\", \"active\": false}").expect(200);
        driver.delete(ada).expect(204);

        assertThat(published(CustomerEvents.REGISTERED, ada)).isEqualTo(new CustomerEvents.CustomerRegistered(ada, email, "Ada"));
        assertThat(published(CustomerEvents.CHANGED, ada)).isEqualTo(new CustomerEvents.CustomerChanged(ada, email, "Ada King", false));
        assertThat(published(CustomerEvents.DELETED, ada)).isEqualTo(new CustomerEvents.CustomerDeleted(ada));
    }

    private static <T> T published(EventType<T> type, UUID key) {
        var payloads = new AdHocSql(module.database().sql()).list("""
                select payload
                from outbox
                where type = ? and key = ?
                """, row -> row.json("payload", type.payload()), type.name(), key.toString());
        assertThat(payloads).hasSize(1);
        return payloads.getFirst();
    }

    private static RestClient.Response register(String body) {
        return http.post("/customers", body);
    }

    private static RestClient.Response register(String email, String name) {
        return register("{\"email\": \"" + email + "\", \"name\": \"" + name + "\"}");
    }

    private static JsonNode show(UUID customerId) {
        return http.get("/customers/" + customerId).expect(200).json();
    }

    private static UUID reserve(UUID customerId, long cents) {
        var orderId = UUID.randomUUID();
        module.api(CustomersApi.class).reserveCredit(new ReserveCredit(orderId, customerId, Money.of(cents, "EUR")));
        return orderId;
    }

    private static void release(UUID orderId) {
        module.api(CustomersApi.class).releaseCredit(new ReleaseCredit(orderId));
    }

    private static UUID id(RestClient.Response customer) {
        return UUID.fromString(customer.expect(201).text("id"));
    }

    private static Money money(JsonNode json) {
        return Money.of(json.path("amount").asLong(), json.path("currency").asString());
    }
}
