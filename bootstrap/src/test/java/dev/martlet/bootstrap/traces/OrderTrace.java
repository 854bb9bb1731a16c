package dev.martlet.bootstrap.traces;

import java.util.List;
import java.util.stream.Stream;

/** The spans of an order that is paid by card and confirmed, each with the names from the request down to it. */
public final class OrderTrace {
    private static final String HTTP = " > POST > POST /internal/";

    private OrderTrace() {}

    /** With events by calls. */
    static List<String> inOneProcess() {
        return sorted(List.of(steps(), charge("payments.charge"), handling(), delivery("loyalty", ""), delivery("notifications", "")));
    }

    /** Payments, loyalty and notifications in another process than the rest, with events by calls. */
    public static List<String> withPaymentsAndSubscribersApart() {
        return sorted(List.of(
                steps(),
                Stream.of("attempt > charge > payments.charge", "attempt > charge > payments.charge > POST"),
                charge("payments.charge" + HTTP + "payments/charge"),
                handling(),
                Stream.of("loyalty", "notifications").flatMap(module -> Stream.of(delivered(module), delivered(module) + " > POST")),
                delivery("loyalty", HTTP + "loyalty/handleEvents"),
                delivery("notifications", HTTP + "notifications/handleEvents")));
    }

    /** With events by Kafka, whichever process handles them. */
    public static List<String> byKafka() {
        return sorted(List.of(steps(), charge("payments.charge"), handling(), Stream.of("attempt > finish > send orders")));
    }

    private static Stream<String> steps() {
        return Stream.of(
                "orders.open",
                "attempt",
                "attempt > check customer",
                "attempt > check customer > customers.check",
                "attempt > check customer > customers.check > customers.are-active",
                "attempt > reserve stock",
                "attempt > reserve stock > products.reserve",
                "attempt > reserve stock > products.reserve > products.reserve-stock",
                "attempt > charge",
                "attempt > confirm stock",
                "attempt > confirm stock > products.confirm",
                "attempt > confirm stock > products.confirm > products.confirm-stock",
                "attempt > finish",
                "attempt > finish > orders.finish");
    }

    private static Stream<String> charge(String call) {
        String charge = "attempt > charge > " + call;
        return Stream.of(charge, charge + " > payments.open", charge + " > payments.settle");
    }

    private static Stream<String> handling() {
        String handling = "attempt > finish > process OrderConfirmed";
        return Stream.of(handling, handling, handling + " > loyalty.earn", handling + " > notifications.record");
    }

    private static Stream<String> delivery(String module, String http) {
        return Stream.of("attempt > finish > send orders", delivered(module) + http, delivered(module) + http + " > events.advance");
    }

    private static String delivered(String module) {
        return "attempt > finish > send orders > " + module + ".handleEvents";
    }

    private static List<String> sorted(List<Stream<String>> parts) {
        Stream<String> below = parts.stream().flatMap(part -> part).map(path -> "POST /orders > " + path);
        return Stream.concat(Stream.of("POST /orders"), below).sorted().toList();
    }
}
