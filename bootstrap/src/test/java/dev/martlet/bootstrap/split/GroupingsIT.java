package dev.martlet.bootstrap.split;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.bootstrap.rest.Suite;
import dev.martlet.platform.testing.TestDatabase;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same answers with any grouping of the modules into processes. A build tries two, chosen by a seed that it prints; {@code -Dsplit.seed=…} chooses
 * them again, {@code -Dsplit.groupings=10} takes more of them, {@code -Dsplit.groupings=all} all of them, and
 * {@code -Dsplit.groupings="customers+orders products"} this one.
 */
class GroupingsIT {
    private static final System.Logger LOG = System.getLogger(GroupingsIT.class.getName());
    private static final long SEED = Long.getLong("split.seed", new Random().nextInt(1_000_000));
    private static final String WANTED = System.getProperty("split.groupings", "2");

    @TempDir
    private Path directory;

    @Test
    void everyGroupingIsThereOnce() {
        assertThat(new HashSet<>(Grouping.all().stream().map(Grouping::toString).toList())).hasSize(bell(Grouping.MODULES.size()));
        assertThat(bell(6)).isEqualTo(203);
    }

    /** How many ways there are to share out so many, by Bell's triangle: a row begins with the last number of the row above. */
    private static int bell(int size) {
        var row = List.of(1);
        for (int length = 1; length < size; length++) {
            var next = new ArrayList<>(List.of(row.getLast()));
            row.forEach(above -> next.add(next.getLast() + above));
            row = List.copyOf(next);
        }
        return row.getLast();
    }

    @TestFactory
    Stream<DynamicTest> anyGroupingGivesTheSameAnswers() {
        List<Grouping> groupings = wanted();
        LOG.log(Level.INFO, "-Dsplit.seed={0,number,#}: {1} of {2} groupings: {3}", SEED, groupings.size(), Grouping.all().size(), groupings);
        return groupings.stream().map(grouping -> DynamicTest.dynamicTest(grouping.toString(), () -> check(grouping, groupings.indexOf(grouping) + 1)));
    }

    private void check(Grouping grouping, int number) {
        long begin = System.nanoTime();
        try (var shop = Deployment.start(directory.resolve(String.valueOf(number)), TestDatabase.settings(), grouping, Map.of())) {
            Suite.run(shop.process(number % shop.size()).http().base());
        }
        LOG.log(Level.INFO, "{0}. {1}: {2} ms", number, grouping, (System.nanoTime() - begin) / 1_000_000);
    }

    private static List<Grouping> wanted() {
        if (WANTED.equals("all")) {
            return Grouping.all();
        }
        return WANTED.matches("[0-9]+") ? Grouping.sample(SEED, Integer.parseInt(WANTED)) : List.of(Grouping.of(WANTED));
    }
}
