package dev.martlet.bootstrap.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.bootstrap.support.Orders;
import dev.martlet.bootstrap.support.Shop;
import dev.martlet.bootstrap.support.WriteAheadLog;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * Plans are kept and were made for small tables: an order finds its rows by their keys all the same. Costs of the planner and analysis are PostgreSQL's
 * own.
 */
class PlansTest {
    private static final int ORDERS = 60;
    /** Far from those that only workers look at, about once a second. */
    private static final int OFTEN = 20;
    private static final String SCANNED = """
            select coalesce(string_agg(schemaname || '.' || relname || ': ' || seq_scan, ', '), 'none')
            from pg_stat_user_tables
            where idx_scan >= %d and seq_scan > 0""".formatted(OFTEN);
    private static final String MODULES_THAT_READ_BY_KEY = "select count(distinct schemaname) from pg_stat_user_tables where idx_scan >= " + OFTEN;
    /** All but loyalty and notifications, which take many events at once. */
    private static final int MODULES = 4;

    @AutoClose
    private final Shop shop = Shop.open(Map.of());
    @AutoClose
    private final WriteAheadLog database = new WriteAheadLog(shop.database());

    @Test
    void tablesOfAnOrderAreReadByKeyAndNeverScanned() {
        String items = Orders.item(shop.product(100, 100_000), 1) + "," + Orders.item(shop.product(250, 100_000), 2);
        String body = Orders.of(shop.customer(0), items, "{\"method\": \"CARD\", \"token\": \"tok_visa\"}");
        database.text("select pg_stat_reset()");

        IntStream.range(0, ORDERS).forEach(_ -> shop.http().post("/orders", body).expect(201));

        // Sessions report what they have counted once they are idle.
        await().atMost(Duration.ofSeconds(20)).until(() -> Integer.parseInt(database.text(MODULES_THAT_READ_BY_KEY)) >= MODULES);
        assertThat(database.text(SCANNED)).isEqualTo("none");
    }
}
