package dev.martlet.bootstrap.advice;

import dev.martlet.platform.events.transport.EventIntake;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/** What a process with these modules did in ten seconds: a hundred orders by card, with two batches of events each. */
final class Observations {
    static final Map<String, List<String>> GRAPH = Map.of(
            "orders", List.of("customers", "products", "payments", "loyalty", "notifications"),
            "payments", List.of("customers"),
            "customers", List.of("notifications"),
            "products", List.of(), "loyalty", List.of(), "notifications", List.of());
    static final List<String> MODULES = GRAPH.keySet().stream().sorted().toList();
    static final long ORDERS = 100;
    private static final double SECONDS = 10;
    private static final String ORDER = "POST /orders";

    private Observations() {}

    /** One process with 1.2 ms of CPU time an order, of which orders takes a half, and each of the others a tenth. */
    static ShopUsage oneProcess() {
        var counts = new ArrayList<Count>();
        counts.add(new Count(Counts.CPU, List.of(), List.of(ORDERS * 1_200_000)));
        counts.add(served(ORDER, 201, ORDERS));
        counts.addAll(calls(ORDER));
        MODULES.forEach(module -> counts.add(samples(module)));
        return new ShopUsage(List.of(process(MODULES, counts)));
    }

    /** The same in two processes, of which one runs payments: half a millisecond of each order goes into the call. */
    static ShopUsage paymentsApart() {
        var here = new ArrayList<Count>();
        here.add(new Count(Counts.CPU, List.of(), List.of(ORDERS * 1_330_000)));
        here.add(served(ORDER, 201, ORDERS));
        here.addAll(calls(ORDER));
        var rest = MODULES.stream().filter(module -> !module.equals("payments")).toList();
        rest.forEach(module -> here.add(samples(module)));
        var there = List.of(
                new Count(Counts.CPU, List.of(), List.of(ORDERS * 370_000)),
                served("POST /internal/payments/charge", 200, ORDERS),
                samples("payments"));
        return new ShopUsage(List.of(process(rest, here), process(List.of("payments"), there)));
    }

    static ProcessUsage process(List<String> modules, List<Count> counts) {
        return new ProcessUsage(String.join("-", modules), modules, SECONDS, counts, Optional.of(300.0), Map.of());
    }

    /** Each took between 4 and 4.5 ms. */
    static Count served(String operation, int status, long requests) {
        String[] names = operation.split(" ");
        var buckets = LongStream.range(0, 60).map(bucket -> bucket == 57 ? requests : 0).boxed().toList();
        return new Count(Counts.SERVED, List.of(names[0], names[1], String.valueOf(status)), buckets);
    }

    private static List<Count> calls(String origin) {
        return List.of(
                call("orders", "customers", "check", origin),
                call("orders", "products", "reserve", origin),
                call("orders", "payments", "charge", origin),
                call("orders", "products", "confirm", origin),
                call("orders", "loyalty", EventIntake.OPERATION, ""),
                call("orders", "notifications", EventIntake.OPERATION, ""));
    }

    private static Count call(String caller, String callee, String operation, String origin) {
        return new Count(Counts.CALLS, List.of(caller, callee, operation, origin), List.of(ORDERS, ORDERS * 1000, ORDERS * 512));
    }

    private static Count samples(String module) {
        return new Count(Counts.SAMPLES, List.of(module, ModuleSampler.CODE), List.of(module.equals("orders") ? 1000L : 200L));
    }
}
