package dev.martlet.bench.part;

import dev.martlet.bench.report.Figures;
import dev.martlet.bench.report.Table;
import java.util.List;

/** Expected and measured costs side by side. */
final class AdviceTable {
    private final Table table = new Table("topology", "", "p50 ms", "p99 ms", "program CPU ms", "RSS MiB", "connections");

    /** @param one of one process: what was observed, and what was measured */
    AdviceTable(AdvisedCost one, AdvisedCost measured) {
        row("one (observed)", one, measured);
    }

    void row(String name, AdvisedCost expected, AdvisedCost measured) {
        table.row(name, cells("expected", expected));
        table.row("", cells("measured", measured));
        table.row("", List.of("expected ÷ measured",
                Figures.ratio(expected.p50() / measured.p50()), Figures.ratio(expected.p99() / measured.p99()),
                Figures.ratio(expected.cpuMillis() / measured.cpuMillis()), Figures.ratio(expected.mebibytes() / measured.mebibytes()), "–"));
    }

    @Override
    public String toString() {
        return table.toString();
    }

    private static List<String> cells(String name, AdvisedCost cost) {
        return List.of(name, Figures.number(cost.p50()), Figures.number(cost.p99()), Figures.number(cost.cpuMillis()),
                Figures.number(cost.mebibytes()), cost.connections() == 0 ? "–" : String.valueOf(cost.connections()));
    }
}
