package dev.martlet.bootstrap.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.bootstrap.support.MeteredShop;
import dev.martlet.bootstrap.support.Shop;
import dev.martlet.platform.testing.RestClient.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code /metrics} shows of a shop that has every metric: it forwards, sends mail, asks a gateway over HTTP, and carries events by Kafka. */
class MetricsTest {
    private static final Path PAGE = Path.of("..", "docs", "operating.md");
    private static final Pattern HELP = Pattern.compile("(?m)^# HELP (\\S+) (.*)$");
    private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\S+) (\\S+)$");
    private static final Pattern DOCUMENTED = Pattern.compile("(?m)^\\| `([a-z0-9_]+)` \\|");
    /** What Prometheus' rules for names do not want ("Metric and label naming", "Base units"). */
    private static final Pattern SMALL_UNITS = Pattern.compile(".*_(ms|millis|milliseconds|minutes|hours|days|kb|mb|percent|kilobytes|megabytes)(_.*|$)");
    private static final int MOST_BUCKETS = 15;
    private static Shop shop;
    private static Response metrics;

    @BeforeAll
    static void openAndUse() {
        shop = MeteredShop.open();
        metrics = shop.management().get("/metrics").expect(200);
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @Test
    void everyMetricHasAHelpText() {
        Map<String, String> helps = HELP.matcher(metrics.body()).results().collect(Collectors.toMap(found -> found.group(1), found -> found.group(2)));
        assertThat(helps.keySet()).containsExactlyInAnyOrderElementsOf(types().keySet());
        assertThat(helps).allSatisfy((name, help) -> assertThat(help).as(name).isNotBlank());
    }

    @Test
    void unitsAreBaseUnits() {
        assertThat(types().keySet()).noneMatch(SMALL_UNITS.asMatchPredicate());
        assertThat(types()).allSatisfy((name, type) -> {
            assertThat(name.endsWith("_total")).as(name).isEqualTo(type.equals("counter"));
            if (type.equals("histogram") && !name.equals("martlet_sql_batch_size")) {
                assertThat(name).endsWith("_seconds");
            }
        });
    }

    @Test
    void latenciesAreHistogramsWithFewBuckets() {
        assertThat(types()).containsAllEntriesOf(Map.of(
                "http_server_requests_seconds", "histogram",
                "martlet_proxy_requests_seconds", "histogram",
                "martlet_order_attempts_seconds", "histogram",
                "martlet_payment_gateway_requests_seconds", "histogram",
                "martlet_mail_deliveries_seconds", "histogram",
                "resilience4j_circuitbreaker_calls_seconds", "histogram",
                "hikaricp_connections_acquire_seconds", "histogram"));
        assertThat(types().values()).doesNotContain("summary");
        String orders = "http_server_requests_seconds_bucket{method=\"POST\",status=\"201\",uri=\"/orders\",";
        long buckets = metrics.body().lines().filter(line -> line.startsWith(orders)).count();
        assertThat(buckets).isBetween(10L, (long) MOST_BUCKETS);
    }

    @Test
    void theProcessAndItsBuildAreShown() {
        assertThat(types().keySet()).contains("process_cpu_seconds_total", "process_start_time_seconds", "process_uptime_seconds", "process_open_fds",
                "process_max_fds", "process_resident_memory_bytes", "process_virtual_memory_bytes", "jvm_threads_live_threads", "jvm_classes_loaded_classes",
                "jvm_memory_used_bytes");
        assertThat(metrics.body()).contains("martlet_build_info{modules=\"customers,notifications,orders,payments,products\",version=\"development\"} 1");
    }

    @Test
    void thePageForOperatorsNamesEveryMetricAndNoOther() throws IOException {
        Set<String> documented = DOCUMENTED.matcher(Files.readString(PAGE)).results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(documented).containsAll(exported());
        // Each collector has metrics of its own.
        assertThat(documented).filteredOn(name -> !exported().contains(name)).allMatch(name -> name.startsWith("jvm_gc_"));
    }

    @Test
    void aScraperThatAsksForOpenMetricsGetsIt() {
        Response open = shop.management().get("/metrics", "Accept", "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5");
        assertThat(open.header("Content-Type").orElseThrow()).startsWith("application/openmetrics-text; version=1.0.0");
        assertThat(open.body()).endsWith("# EOF\n");
        assertThat(metrics.header("Content-Type").orElseThrow()).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "text/plain;q=0.9, application/openmetrics-text;version=1.0.0;q=0.5", "application/openmetrics-text;q=0, */*"})
    void aScraperThatPrefersTextGetsIt(String accept) {
        Response text = shop.management().get("/metrics", "Accept", accept).expect(200);
        assertThat(text.header("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(text.header("Vary").orElseThrow()).contains("Accept");
    }

    /** The largest value of a histogram's last minutes is a gauge beside it. */
    private static Set<String> exported() {
        return types().keySet().stream()
                .filter(name -> !"histogram".equals(types().get(name.replaceFirst("_max$", ""))) || !name.endsWith("_max"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<String, String> types() {
        return TYPE.matcher(metrics.body()).results()
                .collect(Collectors.toMap(found -> found.group(1), (MatchResult found) -> found.group(2), (a, _) -> a, TreeMap::new));
    }
}
