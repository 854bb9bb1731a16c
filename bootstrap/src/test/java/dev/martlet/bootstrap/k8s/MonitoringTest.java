package dev.martlet.bootstrap.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.bootstrap.support.MeteredShop;
import dev.martlet.bootstrap.support.Shop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every query of the dashboard and of the alerts in k8s/components/monitoring names metrics, labels and values that the program has. */
class MonitoringTest {
    private static final Path COMPONENT = Path.of("..", "k8s", "components", "monitoring");
    private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-z][a-z0-9_]*)(?:\\{(.*)\\})? \\S+$");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=~?\"([^\"]*)\"");
    private static final Pattern SELECTOR = Pattern.compile("([a-z][a-z0-9_]+)\\{([^}]*)\\}");
    private static final Pattern GROUPING = Pattern.compile("\\bby \\(([^)]*)\\)");
    private static final Pattern NAME = Pattern.compile("(?<![$\\w])[a-z]\\w*\\b(?!\\s*\\()");
    private static final Set<String> OPERATORS = Set.of("unless", "and", "or");
    /** Given to each series by the scraping Prometheus. */
    private static final Set<String> OF_THE_TARGET = Set.of("namespace", "pod");
    /** Labels all of whose values are there from the start. */
    private static final Set<String> WITH_ALL_VALUES = Set.of("outcome", "state", "area", "method", "uri");

    /** By metric, by label, the values. */
    private static final Map<String, Map<String, Set<String>>> SERIES = new TreeMap<>();
    private static Shop shop;

    @BeforeAll
    static void scrape() {
        shop = MeteredShop.open();
        // A collection is a series only after the first one.
        System.gc();
        SAMPLE.matcher(shop.management().get("/metrics").expect(200).body()).results().forEach(sample -> {
            var labels = SERIES.computeIfAbsent(sample.group(1), _ -> new TreeMap<>());
            labels(sample.group(2) == null ? "" : sample.group(2)).forEach((label, value) -> labels.computeIfAbsent(label, _ -> new TreeSet<>()).add(value));
        });
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @SuppressWarnings("unchecked")
    static List<String> alerts() throws IOException {
        Map<String, Object> rule = new Yaml().load(Files.readString(COMPONENT.resolve("rules.yaml")));
        var groups = (List<Map<String, Object>>) ((Map<String, Object>) rule.get("spec")).get("groups");
        return groups.stream().flatMap(group -> ((List<Map<String, Object>>) group.get("rules")).stream()).map(alert -> (String) alert.get("expr")).toList();
    }

    static List<String> panels() throws IOException {
        var queries = new ArrayList<String>();
        for (JsonNode panel : JsonMapper.shared().readTree(Files.readString(COMPONENT.resolve("dashboard.json"))).path("panels")) {
            panel.path("targets").forEach(target -> queries.add(target.path("expr").asString()));
        }
        return queries;
    }

    @ParameterizedTest
    @MethodSource({"alerts", "panels"})
    void aQueryNamesWhatIsThere(String query) {
        Set<String> metrics = metrics(query);
        assertThat(metrics).isNotEmpty();
        assertThat(SERIES.keySet()).containsAll(metrics);
        Set<String> known = metrics.stream().flatMap(metric -> SERIES.get(metric).keySet().stream()).collect(Collectors.toSet());
        GROUPING.matcher(query).results().flatMap(grouping -> Stream.of(grouping.group(1).split(",\\s*")))
                .forEach(label -> assertThat(known.contains(label) || OF_THE_TARGET.contains(label)).as(label).isTrue());
        SELECTOR.matcher(query).results().forEach(selector -> labels(selector.group(2)).forEach((label, value) -> {
            if (!OF_THE_TARGET.contains(label)) {
                assertThat(SERIES.get(selector.group(1))).as(selector.group(1)).containsKey(label);
            }
            if (WITH_ALL_VALUES.contains(label)) {
                assertThat(SERIES.get(selector.group(1)).get(label)).as(selector.group()).contains(value);
            }
        }));
    }

    private static Set<String> metrics(String query) {
        String bare = query.replaceAll("\\{[^}]*\\}", "").replaceAll("\\[[^\\]]*\\]", "").replaceAll(GROUPING.pattern(), "");
        return NAME.matcher(bare).results().map(found -> found.group()).filter(name -> !OPERATORS.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<String, String> labels(String text) {
        return LABEL.matcher(text).results().collect(Collectors.toMap(found -> found.group(1), found -> found.group(2)));
    }
}
