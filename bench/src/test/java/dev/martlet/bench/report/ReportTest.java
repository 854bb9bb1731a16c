package dev.martlet.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.bench.load.LoadResult;
import dev.martlet.bench.measure.Measurement;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class ReportTest {
    @Test
    void targetsAreComparedWithTheFirst() {
        Map<String, List<Measurement>> rounds = new LinkedHashMap<>();
        rounds.put("one", List.of(measured(1000, 2, Map.of()), measured(500, 2, Map.of()), measured(800, 2, Map.of())));
        rounds.put("other", List.of(measured(500, 4, Map.of("503", 1L)), measured(500, 4, Map.of("503", 2L)), measured(400, 4, Map.of())));
        assertThat(MeasurementTables.medians(rounds).lines().toList()).hasSize(4)
                .anySatisfy(line -> assertThat(line).startsWith("| one | 800 | 10.0 | 20.0 | 1.00 | 2.00 |").endsWith("| – |"))
                .anySatisfy(line -> assertThat(line).startsWith("| other | 500 |").endsWith("| 503=3 |"));
        assertThat(MeasurementTables.ratios(rounds)).contains("| target ÷ one |", "| other | 0.50 (0.50 to 1.00) |", "| 2.00 (2.00 to 2.00) |");
    }

    @Test
    void plotsAreSvgWithTheirLabels() throws Exception {
        String bars = Plot.bars("CPU", "ms", List.of("one", "six"), Map.of("program", List.of(1.0, 2.0)));
        String lines = Plot.lines("Rate", "clients", "per second", true, Map.of("one", List.of(new Plot.Point(1, 10), new Plot.Point(32, 20))));
        for (String svg : List.of(bars, lines)) {
            Element root = parsed(svg);
            assertThat(root.getTagName()).isEqualTo("svg");
            assertThat(root.getAttribute("width")).isEqualTo("760");
        }
        assertThat(parsed(bars).getTextContent()).contains("CPU", "ms", "one", "six");
        assertThat(parsed(lines).getTextContent()).contains("Rate", "clients", "per second");
    }

    @Test
    void aRunReplacesItsSectionsAndKeepsTheOthers(@TempDir Path directory) throws IOException {
        var report = new Report(directory, List.of("orders", "reads"));
        report.add(new Section("reads", "Reads", "first reads\n", Map.of()), "Monday.");
        report.add(new Section("orders", "Orders", "first orders\n", Map.of("cpu.svg", "<svg/>")), "Monday.");
        report.add(new Section("orders", "Orders", "second orders, $1\n", Map.of()), "Tuesday.");
        assertThat(Files.readString(directory.resolve("REPORT.md")))
                .startsWith("# Benchmark report")
                .contains("## Orders\n\nTuesday.\n\nsecond orders, $1", "## Reads\n\nMonday.\n\nfirst reads")
                .doesNotContain("first orders")
                .containsSubsequence("## Orders", "## Reads");
        assertThat(directory.resolve("plots/cpu.svg")).hasContent("<svg/>");
    }

    private static Measurement measured(double rate, double postgresMillis, Map<String, Long> bad) {
        return new Measurement(new LoadResult((long) rate * 10, bad, 10, 10, 20), 1, postgresMillis, 0.1, 200, 70, 0, 9000, 8, 1);
    }

    private static Element parsed(String svg) throws Exception {
        var factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg))).getDocumentElement();
    }
}
