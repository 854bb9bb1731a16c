package dev.martlet.bootstrap.traces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.bootstrap.support.Shop;
import dev.martlet.bootstrap.traces.TraceReceiver.Received;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The traces of a shop in one process, as a collector receives them. */
class TracesTest {
    private static TraceReceiver receiver;
    private static Shop shop;

    @BeforeAll
    static void open() {
        receiver = TraceReceiver.open();
        shop = Shop.open(receiver.settings());
        // The first event of all takes statements more, which open the subscribers' positions.
        var first = Traceparent.sampled();
        order(first);
        awaitHandled(first);
    }

    @AfterAll
    static void close() {
        shop.close();
        receiver.close();
    }

    @Test
    void oneTraceHoldsTheRequestItsStepsItsCallsItsStatementsAndTheHandlingOfItsEvent() {
        var trace = Traceparent.sampled();
        String order = order(trace);
        awaitHandled(trace);

        TraceTree tree = receiver.trace(trace.trace());
        assertThat(tree.paths()).containsExactlyElementsOf(OrderTrace.inOneProcess());
        assertThat(tree.only("POST /orders").parent()).isEqualTo(Traceparent.SPAN);
        assertThat(tree.only("attempt").attributes()).containsEntry("martlet.order.id", order).containsEntry("martlet.order.status", "CONFIRMED");
    }

    @Test
    void spansHaveTheAttributesOfTheSemanticConventions() {
        var trace = Traceparent.sampled();
        String order = order(trace);
        awaitHandled(trace);
        TraceTree tree = receiver.trace(trace.trace());

        assertThat(tree.only("POST /orders").kind()).isEqualTo("SERVER");
        assertThat(tree.only("POST /orders").attributes())
                .containsEntry("http.request.method", "POST").containsEntry("url.path", "/orders").containsEntry("http.route", "/orders")
                .containsEntry("http.response.status_code", "201").containsEntry("url.scheme", "http")
                .containsEntry("server.port", String.valueOf(shop.application().publicPort()));
        assertThat(tree.only("orders.open").kind()).isEqualTo("CLIENT");
        assertThat(tree.only("orders.open").attributes())
                .containsEntry("db.system.name", "postgresql").containsEntry("db.query.summary", "orders.open")
                .hasEntrySatisfying("db.namespace", namespace -> assertThat(namespace).endsWith("|orders"))
                .doesNotContainKey("db.query.text");
        assertThat(tree.only("payments.charge").attributes())
                .containsEntry("martlet.callee", "payments").containsEntry("martlet.breaker.state", "closed");
        assertThat(tree.only("payments.charge").resource())
                .containsEntry("service.name", "martlet").containsKeys("service.version", "service.instance.id")
                .hasEntrySatisfying("martlet.modules", modules -> assertThat(modules).contains("loyalty,notifications,orders"));
        assertThat(tree.named("process OrderConfirmed")).allSatisfy(handling -> {
            assertThat(handling.kind()).isEqualTo("CONSUMER");
            assertThat(handling.attributes()).containsEntry("martlet.event.key", order).containsEntry("messaging.destination.name", "orders");
            assertThat(handling.links()).contains(tree.only("finish").reference());
        });
    }

    /** The gateway loses its answer, so that the order is left to recovery. */
    @Test
    void anOrderThatIsContinuedLaterHasATraceOfItsOwnThatIsLinked() {
        var trace = Traceparent.sampled();
        String order = shop.orderByCard(shop.customer(0), shop.product(100, 10), 1, "tok_timeout", "traceparent", trace.header()).expect(202).text("id");
        await().atMost(Duration.ofSeconds(30)).until(() -> receiver.spans().stream().anyMatch(span -> continues(span, order)));
        Received attempt = receiver.spans().stream().filter(span -> continues(span, order)).findFirst().orElseThrow();
        await().until(() -> recovery(attempt).named("recover order").size() == 1);
        assertThat(recovery(attempt).only("recover order").links()).allMatch(link -> link.startsWith(trace.trace())).hasSize(1);
        assertThat(attempt.trace()).isNotEqualTo(trace.trace());
    }

    private static TraceTree recovery(Received attempt) {
        return receiver.trace(attempt.trace());
    }

    private static boolean continues(Received span, String order) {
        return order.equals(span.attributes().get("martlet.order.id")) && "CONFIRMED".equals(span.attributes().get("martlet.order.status"));
    }

    @Test
    void aTraceThatItsClientDoesNotExportIsNotExportedHere() {
        var unsampled = Traceparent.unsampled();
        order(unsampled);
        var sampled = Traceparent.sampled();
        order(sampled);
        awaitHandled(sampled);
        assertThat(receiver.trace(unsampled.trace()).spans()).isEmpty();
    }

    @Test
    void aFailureIsASpanWithAnErrorAndWithoutWhatTheClientSent() {
        var trace = Traceparent.sampled();
        shop.http().post("/orders", "{\"customerId\": \"secret-of-the-client\"}", "traceparent", trace.header()).expect(400);
        await().until(() -> !receiver.trace(trace.trace()).spans().isEmpty());
        assertThat(receiver.trace(trace.trace()).spans()).extracting(Received::toString).noneMatch(text -> text.contains("secret-of-the-client"));
    }

    @Test
    void aRequestThatNamesTwoTracesBeginsOne() throws Exception {
        var trace = Traceparent.sampled();
        var twice = HttpRequest.newBuilder(URI.create(shop.http().base() + "/orders"))
                .header("traceparent", trace.header()).header("traceparent", trace.header()).build();
        try (var client = HttpClient.newHttpClient()) {
            assertThat(client.send(twice, HttpResponse.BodyHandlers.discarding()).statusCode()).isEqualTo(200);
        }
        shop.http().get("/orders", "traceparent", trace.header() + "-extra").expect(200);
        var later = Traceparent.sampled();
        order(later);
        awaitHandled(later);
        assertThat(receiver.trace(trace.trace()).spans()).isEmpty();
    }

    @Test
    void bucketsHaveExemplarsForAScraperOfOpenMetrics() {
        var trace = Traceparent.sampled();
        order(trace);
        String metrics = shop.management().get("/metrics", "Accept", "application/openmetrics-text").expect(200).body();
        assertThat(metrics).containsPattern("http_server_requests_seconds_bucket\\{.*uri=\"/orders\".*\\} .* # \\{.*trace_id=\"[0-9a-f]{32}\".*}");
        assertThat(shop.management().get("/metrics").expect(200).body()).doesNotContain("trace_id");
    }

    @Test
    void probesAndScrapersMakeNoTraces() {
        var trace = Traceparent.sampled();
        shop.management().get("/health/live", "traceparent", trace.header()).expect(200);
        var later = Traceparent.sampled();
        order(later);
        awaitHandled(later);
        assertThat(receiver.trace(trace.trace()).spans()).isEmpty();
    }

    private static String order(Traceparent trace) {
        return shop.orderByCard(shop.customer(0), shop.product(100, 10), 1, "tok_visa", "traceparent", trace.header()).expect(201).text("id");
    }

    private static void awaitHandled(Traceparent trace) {
        await().untilAsserted(() -> {
            assertThat(receiver.trace(trace.trace()).named("process OrderConfirmed")).hasSize(2);
            assertThat(receiver.trace(trace.trace()).named("send orders")).hasSize(2);
            assertThat(receiver.trace(trace.trace()).named("POST /orders")).hasSize(1);
        });
    }
}
