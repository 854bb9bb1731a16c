package dev.martlet.bootstrap.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.martlet.bootstrap.support.Program;
import dev.martlet.bootstrap.support.Shop;
import dev.martlet.bootstrap.traces.OrderTrace;
import dev.martlet.bootstrap.traces.TraceReceiver;
import dev.martlet.bootstrap.traces.TraceReceiver.Received;
import dev.martlet.bootstrap.traces.TraceTree;
import dev.martlet.bootstrap.traces.Traceparent;
import dev.martlet.platform.testing.RestClient.Response;
import dev.martlet.platform.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The traces of real processes, and what a process without traces loads. */
class TracesIT {
    private static final Duration OPENS = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    @Test
    void oneTraceHoldsWhatTwoProcessesDidForAnOrder() {
        var grouping = new Grouping(List.of(Set.of("orders", "customers", "products"), Set.of("payments", "loyalty", "notifications")));
        try (var receiver = TraceReceiver.open();
                var shop = Deployment.start(directory, TestDatabase.settings(), grouping, receiver.environment())) {
            for (String path : List.of("/modules", "/modules/advice", "/console/processes", "/console/events/dead")) {
                shop.of("orders").management().get(path).expect(200);
            }
            TraceTree tree = order(Shop.at(shop.front("orders").base()), receiver, OrderTrace.withPaymentsAndSubscribersApart());
            assertThat(tree.spans().stream().map(span -> span.resource().get("service.instance.id")).distinct()).hasSize(2);
            assertThat(tree.only("payments.charge").resource()).containsEntry("martlet.modules", "customers,orders,products");
            assertThat(tree.only("POST /internal/payments/charge").resource()).containsEntry("martlet.modules", "loyalty,notifications,payments");
            assertThat(receiver.spans()).extracting(Received::name).noneMatch(name -> name.matches("POST /internal/(process|console)/.*"));

            shop.kill("payments");
            await().atMost(OPENS).until(() -> {
                order(shop, Traceparent.sampled()).expect(202);
                return calls(receiver).anyMatch(call -> "open".equals(call.attributes().get("martlet.breaker.state")));
            });
            assertThat(calls(receiver).filter(Received::failed)).anySatisfy(call -> {
                assertThat(call.events()).contains("retry");
                assertThat(call.attributes()).containsEntry("error.type", "CalleeUnreachable").containsEntry("martlet.breaker.state", "closed");
            });
        }
    }

    private static Stream<Received> calls(TraceReceiver receiver) {
        return receiver.spans().stream().filter(span -> span.name().equals("payments.charge"));
    }

    private static Response order(Deployment deployment, Traceparent trace) {
        var shop = Shop.at(deployment.front("orders").base());
        return shop.orderByCard(shop.customer(0), shop.product(100, 10), 1, "tok_visa", "traceparent", trace.header());
    }

    @Test
    void theLastSpansAreExportedWhenAProcessStops() {
        try (var receiver = TraceReceiver.open();
                var program = Program.in(directory).on(TestDatabase.settings()).environment("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint())
                        .environment("OTEL_BSP_SCHEDULE_DELAY", "600000").environment("OTEL_SERVICE_NAME", "tea-shop").start().awaitReady()) {
            program.http().get("/orders").expect(200);
            program.terminate().awaitEnd();
            assertThat(receiver.spans()).extracting(Received::name).contains("GET /orders", "orders.list");
            assertThat(receiver.spans()).allSatisfy(span -> assertThat(span.resource()).containsEntry("service.name", "tea-shop"));
        }
    }

    @Test
    void withoutTheVariablesNoClassOfOpenTelemetryIsLoaded() throws IOException {
        Path classes = directory.resolve("classes");
        try (var program = Program.in(directory).on(TestDatabase.settings()).options(List.of("-Xlog:class+load:file=" + classes)).start().awaitReady()) {
            var shop = Shop.at(program.http().base());
            shop.orderByCard(shop.customer(0), shop.product(100, 1), 1, "tok_visa", "traceparent", Traceparent.sampled().header()).expect(201);
            program.terminate().awaitEnd();
        }
        assertThat(Files.readString(classes)).contains("dev.martlet.platform.core.trace.Span ").doesNotContain("io.opentelemetry.");
    }

    @Test
    void aVariableThatCannotBeUsedIsAFaultOfTheConfiguration() {
        var end = Program.in(directory)
                .environment("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4317").environment("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc").run();
        assertThat(end.code()).isEqualTo(78);
        assertThat(end.errors()).anyMatch(line -> line.startsWith("otel.exporter.otlp.protocol: "));
    }

    @ParameterizedTest
    @MethodSource("unusable")
    void whatOpenTelemetryRefusesIsNamed(Map<String, String> variables, List<String> faults) {
        var program = Program.in(directory).environment("OTEL_TRACES_EXPORTER", "otlp");
        variables.forEach(program::environment);
        var end = program.run();
        assertThat(end.code()).isEqualTo(78);
        assertThat(end.errors()).hasSameSizeAs(faults);
        for (int i = 0; i < faults.size(); i++) {
            assertThat(end.errors().get(i)).startsWith(faults.get(i));
        }
        assertThat(end.errors()).noneMatch(line -> line.contains("hunter2"));
    }

    static Stream<Arguments> unusable() {
        return Stream.of(
                arguments(Map.of("OTEL_TRACES_SAMPLER", "sometimes"), List.of("otel.traces.sampler: ")),
                arguments(Map.of("OTEL_TRACES_SAMPLER", "traceidratio", "OTEL_TRACES_SAMPLER_ARG", "2"), List.of("otel.traces.sampler.arg: ")),
                arguments(Map.of("OTEL_BSP_MAX_QUEUE_SIZE", "-1", "OTEL_EXPORTER_OTLP_COMPRESSION", "zstd", "OTEL_SERVICE_NAME", "shop"),
                        List.of("otel.bsp.max.queue.size: ", "otel.exporter.otlp.compression: ")),
                arguments(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "foo"), List.of("otel.exporter.otlp.endpoint: OTLP endpoint must be a valid URL: foo")),
                arguments(Map.of("OTEL_EXPORTER_OTLP_HEADERS", "hunter2"), List.of("otel.exporter.otlp.headers: ")),
                arguments(Map.of("OTEL_EXPORTER_OTLP_CLIENT_KEY", "absent.pem", "OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE", "absent.pem"),
                        List.of("otel.exporter.otlp.client.certificate, otel.exporter.otlp.client.key: ")));
    }

    /** The first event of all takes statements more, which open the subscribers' positions. */
    private static void openPositions(Shop shop, TraceReceiver receiver) {
        var first = Traceparent.sampled();
        shop.orderByCard(shop.customer(0), shop.product(100, 10), 1, "tok_visa", "traceparent", first.header()).expect(201);
        await().untilAsserted(() -> assertThat(receiver.trace(first.trace()).named("process OrderConfirmed")).hasSize(2));
    }

    /** Returns its trace, once that is whole. */
    static TraceTree order(Shop shop, TraceReceiver receiver, List<String> expected) {
        openPositions(shop, receiver);
        var trace = Traceparent.sampled();
        shop.orderByCard(shop.customer(0), shop.product(100, 10), 1, "tok_visa", "traceparent", trace.header()).expect(201);
        await().untilAsserted(() -> assertThat(receiver.trace(trace.trace()).paths()).containsExactlyElementsOf(expected));
        return receiver.trace(trace.trace());
    }
}
