package dev.martlet.bootstrap.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.bootstrap.support.Program;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/jobs/high-availability.md: another server becomes the primary while orders come, once as planned, once because the first one dies. */
class FailoverJobIT {
    private static final System.Logger LOG = System.getLogger(FailoverJobIT.class.getName());

    @TempDir
    private Path directory;

    @Test
    void nothingThatWasConfirmedIsLostWhenAnotherServerTakesOver() throws IOException {
        try (var servers = Patroni.start(directory);
                var shop = program("shop", servers).start().awaitReady();
                var trade = Trade.begin(shop.http(), shop.rest().base())) {
            trade.goOn();
            long planned = System.nanoTime();
            servers.switchOver();
            awaitService("switchover", trade, planned);

            servers.awaitStandby();
            trade.goOn();
            long killed = System.nanoTime();
            servers.killLeader();
            awaitService("failover", trade, killed);
            trade.goOn();
            trade.assertNothingLost(shop.http(), program("check", servers));
            assertThat(shop.isAlive()).isTrue();
            assertThat(shop.errors()).doesNotContain("halted");
        }
    }

    private static void awaitService(String how, Trade trade, long begin) {
        trade.awaitConfirmed(System.nanoTime());
        Duration outage = trade.longestPause(begin);
        LOG.log(Level.INFO, "{0}: {1} ms without a confirmed order; answers since it began: {2}", how, outage.toMillis(), trade.statuses(begin));
    }

    private Program.Preparation program(String name, Patroni servers) throws IOException {
        return Program.in(Files.createDirectories(directory.resolve(name))).options(Program.SMALL)
                .environment("DB_URL", servers.url())
                .environment("DB_USERNAME", "martlet")
                .environment("DB_PASSWORD", "secret")
                .environment("DB_POOL_SIZE", "5");
    }
}
