package dev.martlet.bench.part;

import dev.martlet.bench.Console;
import dev.martlet.bench.load.Work;
import dev.martlet.bench.measure.Measurement;
import dev.martlet.bench.measure.Target;
import dev.martlet.bench.report.MeasurementTables;
import dev.martlet.bench.report.Section;
import dev.martlet.bench.shop.Topology;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Orders and lists while the tables grow.
 *
 * @param sizes orders in the tables, in ascending order
 */
public record GrowthPart(String name, String title, List<Integer> sizes) implements Part {
    private static final int CLIENTS = 32;

    @Override
    public Section run(Stage stage) throws IOException, InterruptedException, SQLException {
        Subject shop = stage.one();
        var orders = new Target("orders", shop.pids(), stage.load(shop, Work.orders));
        var lists = new Target("lists", shop.pids(), stage.load(shop, Work.lists));
        var history = new OrderHistory(stage.postgres().superuser(Stage.database(Topology.ONE)));
        stage.warmUp(List.of(orders, lists));
        var measured = new LinkedHashMap<String, List<Measurement>>();
        for (int size : sizes) {
            long count = history.grow(size);
            Console.say("orders in the tables: " + count);
            stage.measureWarm(List.of(orders, lists), CLIENTS)
                    .forEach((work, rounds) -> measured.put(work + " " + String.format("%,d", count), new ArrayList<>(rounds)));
        }
        return new Section(name, title, """
                `POST /orders`, and lists of orders of a customer and of products, at %d clients (closed loop), %s, with as many orders (and their
                payments, reservations, notifications, points and idempotency keys) in the tables as the name says when the rounds begin.

                %s
                """.formatted(CLIENTS, stage.rounds(), MeasurementTables.medians(measured)), Map.of());
    }
}
