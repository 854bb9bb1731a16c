package dev.martlet.notifications.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ServerHealthTest {
    private long now;
    private final ServerHealth server = new ServerHealth(() -> now);

    @Test
    void aServerInGoodHealthGetsTheUsualNumber() {
        assertThat(server.allows(4, 0)).isEqualTo(4);
        assertThat(server.allows(0, 4)).isZero();
    }

    @Test
    void aServerThatIsAwayIsProbedAfterGrowingPauses() {
        for (int seconds : new int[] {1, 2, 4, 8, 16, 30, 30}) {
            server.unreachable("Connection refused");
            passes(Duration.ofSeconds(seconds).minusMillis(1));
            assertThat(server.allows(4, 0)).isZero();
            passes(Duration.ofMillis(1));
            assertThat(server.allows(4, 0)).isEqualTo(1);
            assertThat(server.allows(3, 1)).isZero();
        }
    }

    @Test
    void aServerThatStaysAwayIsProbedEveryTwoMinutes() {
        for (int probe = 0; probe < 10; probe++) {
            server.unreachable("Connection refused");
            passes(Duration.ofMinutes(2));
        }
        server.unreachable("Connection refused");
        passes(Duration.ofSeconds(119));
        assertThat(server.allows(4, 0)).isZero();
        passes(Duration.ofSeconds(1));
        assertThat(server.allows(4, 0)).isEqualTo(1);
    }

    @Test
    void connectionsThatFailTogetherAreOneFailure() {
        for (int connection = 0; connection < 4; connection++) {
            server.unreachable("Connection refused");
        }
        passes(Duration.ofSeconds(1));

        assertThat(server.allows(4, 0)).isEqualTo(1);
    }

    @Test
    void aServerThatDeniesOneMailAfterAnotherIsProbedOnceASecond() {
        for (int denial = 0; denial < 4; denial++) {
            server.denied("RCPT was answered 554 5.7.1");
            assertThat(server.allows(4, 0)).isEqualTo(4);
        }
        server.denied("RCPT was answered 554 5.7.1");
        assertThat(server.allows(4, 0)).isZero();
        passes(Duration.ofSeconds(1));
        assertThat(server.allows(4, 0)).isEqualTo(1);
    }

    @Test
    void aServerThatAcceptsAMailIsInGoodHealthAgain() {
        server.unreachable("Connection refused");
        server.works();

        assertThat(server.allows(4, 2)).isEqualTo(4);
    }

    private void passes(Duration time) {
        now += time.toNanos();
    }
}
