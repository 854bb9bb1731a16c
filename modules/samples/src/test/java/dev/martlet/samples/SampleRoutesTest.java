package dev.martlet.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.customers.api.CustomerEvents;
import dev.martlet.customers.api.CustomerEvents.CustomerDeleted;
import dev.martlet.platform.testing.ModuleHarness;
import dev.martlet.platform.testing.RestClient;
import dev.martlet.samples.api.SampleEvents;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The module alone: clients add samples and read them, and events of customers go in. */
class SampleRoutesTest {
    private static ModuleHarness module;

    private final RestClient http = module.http();
    private final UUID ada = UUID.randomUUID();

    @BeforeAll
    static void start() {
        module = ModuleHarness.of(new SamplesModule()).start();
    }

    @AfterAll
    static void stop() {
        module.close();
    }

    @Test
    void whatWasAddedIsFoundAtItsLocation() {
        var created = add(ada, " one ").expect(201);

        assertThat(http.get(created.header("Location").orElseThrow()).expect(200).json()).isEqualTo(created.json());
        assertThat(created.json().propertyNames()).containsExactly("id", "customerId", "text", "createdAt");
        assertThat(created.text("customerId")).isEqualTo(ada.toString());
        assertThat(created.text("text")).isEqualTo("one");
    }

    @Test
    void anAdditionIsPublishedOnce() {
        long before = module.recorded(SampleEvents.ADDED);
        String body = body(ada, "one");
        var first = http.post("/samples", body, "Idempotency-Key", "\"" + ada + "\"").expect(201);

        assertThat(http.post("/samples", body, "Idempotency-Key", "\"" + ada + "\"").expect(201).body()).isEqualTo(first.body());
        assertThat(module.recorded(SampleEvents.ADDED)).isEqualTo(before + 1);
    }

    @Test
    void aCustomersListIsNewestFirstAndHasPages() {
        add(ada, "one");
        add(UUID.randomUUID(), "of another");
        add(ada, "two");
        add(ada, "three");

        var page = http.get("/samples?limit=2&customerId=" + ada).expect(200);
        assertThat(texts(page)).containsExactly("three", "two");
        assertThat(texts(http.get("/samples?limit=2&customerId=" + ada + "&cursor=" + page.text("nextCursor")).expect(200))).containsExactly("one");
        assertThat(texts(http.get("/samples?limit=1").expect(200))).containsExactly("three");
    }

    @Test
    void textThatIsMissingOrTooLongIsRefused() {
        assertThat(http.post("/samples", "{\"customerId\": \"" + ada + "\"}").expect(400).code()).isEqualTo("invalid-request");
        assertThat(add(ada, "x".repeat(1001)).expect(400).code()).isEqualTo("invalid-request");
    }

    @Test
    void anUnknownIdIsNotFound() {
        assertThat(http.get("/samples/" + UUID.randomUUID()).expect(404).code()).isEqualTo("not-found");
    }

    @Test
    void whatADeletedCustomerHadIsErasedAlsoFromKeptAnswers() {
        var created = http.post("/samples", body(ada, "one"), "Idempotency-Key", "\"" + ada + "\"").expect(201);
        String others = add(UUID.randomUUID(), "of another").expect(201).text("id");

        module.deliver(CustomerEvents.DELETED, ada, new CustomerDeleted(ada));

        http.get(created.header("Location").orElseThrow()).expect(404);
        http.post("/samples", body(ada, "one"), "Idempotency-Key", "\"" + ada + "\"").expect(404);
        http.get("/samples/" + others).expect(200);
    }

    private RestClient.Response add(UUID customerId, String text) {
        return http.post("/samples", body(customerId, text));
    }

    private static String body(UUID customerId, String text) {
        return "{\"customerId\": \"" + customerId + "\", \"text\": \"" + text + "\"}";
    }

    private static List<String> texts(RestClient.Response page) {
        return page.json().path("items").valueStream().map(item -> item.path("text").asString()).toList();
    }
}
