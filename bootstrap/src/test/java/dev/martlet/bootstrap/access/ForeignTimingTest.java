package dev.martlet.bootstrap.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.bootstrap.access.GuardedShop.Person;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The time of a response does not distinguish the id of another customer from one that is missing. */
class ForeignTimingTest {
    private static final int TIMES = 1000;
    private static final int WARM_UP = 500;
    /** Of the medians, which noise moves by a few percent. */
    private static final double MOST = 1.1;
    private static final int ATTEMPTS = 3;
    @TempDir
    private Path folder;

    @Test
    void aForeignIdTakesAsLongAsAMissingOne() {
        try (var shop = GuardedShop.open(folder, GuardedShop.together())) {
            String product = shop.product();
            Person eve = shop.registered();
            Person ada = shop.registered();
            String order = shop.order(eve, eve.customer(), product).expect(201).text("id");
            String payment = shop.get(eve, "/payments?orderId=" + order).json().at("/items/0/id").asString();
            for (String path : List.of("/customers/" + eve.customer(), "/orders/" + order, "/payments/" + payment, "/loyalty/" + eve.customer())) {
                String missing = path.substring(0, path.lastIndexOf('/') + 1);
                assertThat(closest(() -> ratio(shop, ada, path, missing))).as(path).isLessThan(MOST);
            }
        }
    }

    /** A machine that does something else meanwhile disturbs one attempt, a difference that is there shows in all. */
    private static double closest(Supplier<Double> ratio) {
        double best = ratio.get();
        for (int i = 1; i < ATTEMPTS && best >= MOST; i++) {
            best = Math.min(best, ratio.get());
        }
        return best;
    }

    /** The larger of the two medians by the smaller; the two are measured in turn. */
    private static double ratio(GuardedShop shop, Person ada, String foreign, String missing) {
        long[] foreigns = new long[TIMES];
        long[] missings = new long[TIMES];
        for (int i = -WARM_UP; i < TIMES; i++) {
            long foreignTime = time(shop, ada, foreign);
            long missingTime = time(shop, ada, missing + UUID.randomUUID());
            if (i >= 0) {
                foreigns[i] = foreignTime;
                missings[i] = missingTime;
            }
        }
        double ratio = (double) median(foreigns) / median(missings);
        return Math.max(ratio, 1 / ratio);
    }

    private static long time(GuardedShop shop, Person ada, String path) {
        var client = shop.processes().getFirst().rest();
        long started = System.nanoTime();
        int status = client.get(path, ada.headers()).status();
        long time = System.nanoTime() - started;
        assertThat(status).isEqualTo(404);
        return time;
    }

    private static long median(long[] times) {
        Arrays.sort(times);
        return times[times.length / 2];
    }
}
