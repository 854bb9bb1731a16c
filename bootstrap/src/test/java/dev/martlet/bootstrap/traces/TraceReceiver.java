package dev.martlet.bootstrap.traces;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.GZIPInputStream;

/** Receives traces by OTLP over HTTP, as a collector does. */
public final class TraceReceiver implements AutoCloseable {
    private final HttpServer server;
    private final Queue<Received> spans = new ConcurrentLinkedQueue<>();

    /**
     * A span that was exported.
     *
     * @param links the spans that it names, as trace id and span id with a dash between
     * @param resource what the process says of itself
     */
    public record Received(
            String trace, String id, String parent, String name, String kind, boolean failed, Map<String, String> attributes, List<String> links,
            List<String> events, Map<String, String> resource) {
        public String reference() {
            return trace + "-" + id;
        }
    }

    private TraceReceiver(HttpServer server) {
        this.server = server;
    }

    public static TraceReceiver open() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var receiver = new TraceReceiver(server);
            server.createContext("/v1/traces", receiver::receive);
            server.start();
            return receiver;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The variables by which a program sends its traces here soon. */
    public Map<String, String> environment() {
        return Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint(), "OTEL_BSP_SCHEDULE_DELAY", "50");
    }

    /** The same as keys of the configuration. */
    public Map<String, String> settings() {
        return Map.of("otel.exporter.otlp.endpoint", endpoint(), "otel.bsp.schedule.delay", "50");
    }

    public List<Received> spans() {
        return List.copyOf(spans);
    }

    public TraceTree trace(String id) {
        return new TraceTree(spans.stream().filter(span -> span.trace().equals(id)).toList());
    }

    private void receive(HttpExchange exchange) throws IOException {
        boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        try (exchange; InputStream body = zipped ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody()) {
            var request = ExportTraceServiceRequest.parseFrom(body);
            request.getResourceSpansList().forEach(resource -> resource.getScopeSpansList().forEach(scope -> scope.getSpansList()
                    .forEach(span -> spans.add(received(span, attributes(resource.getResource().getAttributesList()))))));
            exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private static Received received(Span span, Map<String, String> resource) {
        return new Received(
                hex(span.getTraceId().toByteArray()), hex(span.getSpanId().toByteArray()), hex(span.getParentSpanId().toByteArray()),
                span.getName(), span.getKind().name().substring("SPAN_KIND_".length()), span.getStatus().getCodeValue() == 2,
                attributes(span.getAttributesList()),
                span.getLinksList().stream().map(link -> hex(link.getTraceId().toByteArray()) + "-" + hex(link.getSpanId().toByteArray())).toList(),
                span.getEventsList().stream().map(Span.Event::getName).toList(),
                resource);
    }

    private static Map<String, String> attributes(List<KeyValue> attributes) {
        var values = new TreeMap<String, String>();
        for (KeyValue attribute : attributes) {
            var value = attribute.getValue();
            values.put(attribute.getKey(), switch (value.getValueCase()) {
                case STRING_VALUE -> value.getStringValue();
                case INT_VALUE -> String.valueOf(value.getIntValue());
                case ARRAY_VALUE -> String.join(",", value.getArrayValue().getValuesList().stream().map(element -> element.getStringValue()).toList());
                default -> value.toString();
            });
        }
        return values;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
