package dev.martlet.bench.part;

import dev.martlet.bench.load.Work;
import dev.martlet.bench.measure.Measurement;
import dev.martlet.bench.measure.Target;
import dev.martlet.bench.report.MeasurementTables;
import dev.martlet.bench.report.Section;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** All orders for one product, beside orders of any products. */
public final class HotPart implements Part {
    private static final int CLIENTS = 32;

    @Override
    public String name() {
        return "hot";
    }

    @Override
    public Section run(Stage stage) throws IOException, InterruptedException, SQLException {
        Subject shop = stage.one();
        Map<String, List<Measurement>> measured = stage.measure(List.of(
                new Target("any-products", shop.pids(), stage.load(shop, Work.orders)),
                new Target("one-product", shop.pids(), stage.load(shop, Work.hot))), CLIENTS);
        return new Section(name(), "One hot product", """
                `POST /orders` at %d clients (closed loop), %s: each order for two of a thousand products
                (any-products), or for one and always the same (one-product).

                %s
                %s
                """.formatted(CLIENTS, stage.rounds(), MeasurementTables.medians(measured), MeasurementTables.ratios(measured)), Map.of());
    }
}
