package dev.martlet.bootstrap.process;

import static org.awaitility.Awaitility.await;

import com.sun.management.ThreadMXBean;
import dev.martlet.bootstrap.support.Orders;
import dev.martlet.bootstrap.support.Shop;
import dev.martlet.bootstrap.support.WriteAheadLog;
import dev.martlet.platform.testing.RestClient;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Counts what orders cost one after the other, so that each statement is for one order. Other work goes on meanwhile, so the least of many rounds counts. */
final class OrderCost implements AutoCloseable {
    private static final int ROUNDS = 5;
    private static final int ORDERS = 40;
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Pattern STATEMENT = Pattern.compile("db_client_operation_duration_seconds_count\\{module=\"(.*)\",statement=\"(.*)\"} (.*)");
    /** Of the relay and of the workers for failed events: as often as they look, not as often as there are orders. */
    private static final List<String> PERIODIC = List.of("events.read-outbox", "events.move", "events.take-failed");
    /** The update of the position and its commit. */
    private static final int RECORDS_OF_A_MOVE = 2;
    private static final String HANDLED = """
            select newest = all (
                select position from loyalty.event_positions where publisher = 'orders'
                union all
                select position from notifications.event_positions where publisher = 'orders'
            )
            from (select max(id) as newest from orders.outbox) as events""";

    private final Shop shop;
    private final RestClient http;
    private final WriteAheadLog log;
    private final ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    private final String body;

    OrderCost(Shop shop) {
        this.shop = shop;
        http = new RestClient(shop.http().base());
        log = new WriteAheadLog(shop.database());
        String items = Orders.item(shop.product(100, 100_000), 1) + "," + Orders.item(shop.product(250, 100_000), 2);
        body = Orders.of(shop.customer(0), items, "{\"method\": \"CARD\", \"token\": \"tok_visa\"}");
    }

    /** @param statements by module and name, those that run less than once an order left out */
    record Counted(Map<String, Long> statements, double commits, double walRecords, double walBytes) {
        long total() {
            return statements.values().stream().mapToLong(count -> count).sum();
        }
    }

    /** The least of each figure for one order. */
    Counted count() {
        List<Counted> rounds = Stream.generate(this::round).limit(ROUNDS).toList();
        return new Counted(
                rounds.stream().min(Comparator.comparing(Counted::total)).orElseThrow().statements(),
                least(rounds, Counted::commits), least(rounds, Counted::walRecords), least(rounds, Counted::walBytes));
    }

    /** Bytes that all threads of the JVM allocate for one order: platform threads, of which some carry the virtual ones. */
    double allocatedBytes() {
        return least(Stream.generate(this::allocated).limit(2 * ROUNDS).toList(), bytes -> bytes);
    }

    @Override
    public void close() {
        log.close();
    }

    private Counted round() {
        awaitEvents();
        String begin = log.end();
        Map<String, Long> before = statements();
        for (int i = 0; i < ORDERS; i++) {
            place();
            awaitEvents();
        }
        var spent = new TreeMap<>(statements());
        spent.replaceAll((statement, count) -> count - before.getOrDefault(statement, 0L));
        WriteAheadLog.Written written = log.since(begin);
        long moves = spent.getOrDefault("orders events.move", 0L);
        spent.replaceAll((_, count) -> count / ORDERS);
        spent.entrySet().removeIf(entry -> entry.getValue() == 0 || PERIODIC.contains(entry.getKey().split(" ")[1]));
        return new Counted(
                spent, (double) (written.commits() - moves) / ORDERS, (double) (written.records() - RECORDS_OF_A_MOVE * moves) / ORDERS,
                (double) written.bytes() / ORDERS);
    }

    private double allocated() {
        long before = threads.getTotalThreadAllocatedBytes();
        for (int i = 0; i < ORDERS; i++) {
            place();
        }
        awaitEvents();
        return (double) (threads.getTotalThreadAllocatedBytes() - before) / ORDERS;
    }

    private void place() {
        http.post("/orders", body, "Idempotency-Key", UUID.randomUUID().toString()).expect(201);
    }

    private void awaitEvents() {
        await().atMost(LONGEST).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5)).until(() -> "t".equals(log.text(HANDLED)));
    }

    private Map<String, Long> statements() {
        var counts = new TreeMap<String, Long>();
        shop.management().get("/metrics").expect(200).body().lines().map(STATEMENT::matcher).filter(Matcher::matches)
                .forEach(line -> counts.put(line.group(1) + " " + line.group(2), (long) Double.parseDouble(line.group(3))));
        return counts;
    }

    private static <T> double least(List<T> rounds, ToDoubleFunction<T> figure) {
        return rounds.stream().mapToDouble(figure).min().orElseThrow();
    }
}
