package dev.martlet.notifications.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ServerHealthTest {
    private long now;
    private final ServerHealth server = new ServerHealth(() -> now);

    @Test
    void aHealthyServerGetsTheUsualNumber() {
        assertThat(server.permits(4, 0)).isEqualTo(4);
        assertThat(server.permits(0, 4)).isZero();
    }

    @Test
    void anUnreachableServerIsProbedAtGrowingIntervals() {
        for (int seconds : new int[] {1, 2, 4, 8, 16, 30, 30}) {
            server.unreachable("Connection refused");
            advance(Duration.ofSeconds(seconds).minusMillis(1));
            assertThat(server.permits(4, 0)).isZero();
            advance(Duration.ofMillis(1));
            assertThat(server.permits(4, 0)).isEqualTo(1);
            assertThat(server.permits(3, 1)).isZero();
        }
    }

    @Test
    void aServerThatStaysUnreachableIsProbedEveryTwoMinutes() {
        for (int probe = 0; probe < 10; probe++) {
            server.unreachable("Connection refused");
            advance(Duration.ofMinutes(2));
        }
        server.unreachable("Connection refused");
        advance(Duration.ofSeconds(119));
        assertThat(server.permits(4, 0)).isZero();
        advance(Duration.ofSeconds(1));
        assertThat(server.permits(4, 0)).isEqualTo(1);
    }

    @Test
    void connectionsThatFailTogetherCountAsOneFailure() {
        for (int connection = 0; connection < 4; connection++) {
            server.unreachable("Connection refused");
        }
        advance(Duration.ofSeconds(1));

        assertThat(server.permits(4, 0)).isEqualTo(1);
    }

    @Test
    void aServerThatDeniesOneMailAfterAnotherIsProbedOnceASecond() {
        for (int denial = 0; denial < 4; denial++) {
            server.denied("RCPT was answered 554 5.7.1");
            assertThat(server.permits(4, 0)).isEqualTo(4);
        }
        server.denied("RCPT was answered 554 5.7.1");
        assertThat(server.permits(4, 0)).isZero();
        advance(Duration.ofSeconds(1));
        assertThat(server.permits(4, 0)).isEqualTo(1);
    }

    @Test
    void aServerThatAcceptsAMailIsHealthyAgain() {
        server.unreachable("Connection refused");
        server.healthy();

        assertThat(server.permits(4, 2)).isEqualTo(4);
    }

    private void advance(Duration time) {
        now += time.toNanos();
    }
}
