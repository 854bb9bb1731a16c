package dev.martlet.platform.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.martlet.platform.core.work.Deadline;
import dev.martlet.platform.embedded.EmbeddedPostgres;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DatabaseUnavailableTest {
    private static final Duration SHORT = Duration.ofMillis(300);

    @Test
    void aDatabaseThatComesBackIsUsedAgain(@TempDir Path directory) {
        var postgres = EmbeddedPostgres.start(directory);
        var settings = Birds.settings(2).at(postgres.url(), postgres.username(), postgres.password());
        try (var database = Birds.open(settings)) {
            assertThat(database.ping()).isTrue();

            postgres.close();
            assertThatThrownBy(() -> Birds.count(database)).isInstanceOf(DatabaseUnavailable.class);
            assertThat(database.ping()).isFalse();

            postgres = EmbeddedPostgres.start(directory);
            await().until(database::ping);
            assertThat(Birds.count(database)).isZero();
        } finally {
            postgres.close();
        }
    }

    @Test
    void aDatabaseThatIsAwayAtTheStartIsNoObstacle() {
        var settings = Birds.settings(2).at("jdbc:postgresql://127.0.0.1:1/none", "stranger", "none");

        try (var database = Database.open(settings, Birds.MODULE, new SimpleMeterRegistry())) {
            assertThat(database.ping()).isFalse();
        }
    }

    @Test
    void aSlowStatementIsWaitedForNoLongerThanTheDeadline() {
        try (var database = Birds.open(1)) {
            assertSlowUntilDeadline(() -> new AdHocSql(database.sql()).first("select pg_sleep(3)", _ -> true));
            assertSlowUntilDeadline(() -> Transactions.run(database, tx -> {
                new AdHocSql(tx).execute("insert into birds values (1, 'martlet')");
                return new AdHocSql(tx).first("select pg_sleep(3)", _ -> true);
            }));
            assertThat(Birds.count(database)).isZero();
        }
    }

    @Test
    void anEmptyPoolIsWaitedForNoLongerThanTheDeadline() {
        try (var database = Birds.open(1)) {
            Transactions.run(database, tx -> {
                new AdHocSql(tx).execute("insert into birds values (1, 'martlet')");
                assertSlowUntilDeadline(() -> Birds.count(database));
                return true;
            });
        }
    }

    @Test
    void nothingIsAskedOnceTheDeadlineIsOver() {
        try (var database = Birds.open(1)) {
            assertThatThrownBy(() -> Deadline.within(Duration.ZERO, () -> new AdHocSql(database.sql()).execute("insert into birds values (1, 'martlet')")))
                    .isInstanceOf(DatabaseUnavailable.class);
            assertThat(Birds.count(database)).isZero();
        }
    }

    @Test
    void aLockedRowIsWaitedForTwoSeconds() throws Exception {
        try (var database = Birds.open(2)) {
            new AdHocSql(database.sql()).execute("insert into birds values (1, 'martlet')");
            var locked = new CountDownLatch(1);
            var done = new CountDownLatch(1);
            var other = Thread.startVirtualThread(() -> Transactions.run(database, tx -> {
                new AdHocSql(tx).execute("update birds set name = 'swift'");
                locked.countDown();
                return reach(done);
            }));
            locked.await();

            assertThatThrownBy(() -> new AdHocSql(database.sql()).execute("delete from birds")).isInstanceOf(DatabaseUnavailable.class);
            done.countDown();
            other.join();
        }
    }

    private static boolean reach(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void assertSlowUntilDeadline(Runnable statement) {
        long start = System.nanoTime();
        assertThatThrownBy(() -> Deadline.within(SHORT, () -> {
            statement.run();
            return true;
        })).isInstanceOf(DatabaseUnavailable.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(250), Duration.ofMillis(1500));
    }
}
