package dev.martlet.payments.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import dev.martlet.payments.ChargeOrderFixture;
import dev.martlet.payments.api.ChargeOrder;
import dev.martlet.payments.application.Gateway;
import dev.martlet.platform.calls.Guard;
import dev.martlet.platform.core.work.Deadline;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GuardedGatewayTest {
    private static final GatewaySettings SETTINGS = new GatewaySettings(
            GatewaySettings.Type.HTTP, Optional.empty(), Optional.empty(), Duration.ofSeconds(2), 1, 4, Duration.ofMillis(200));

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicInteger calls = new AtomicInteger();
    private volatile Gateway.ChargeAnswer answer = new Gateway.ChargeAnswer.Unanswered();
    private volatile CountDownLatch gate = new CountDownLatch(0);

    private final GuardedGateway gateway = new GuardedGateway(new Gateway() {
        @Override
        public ChargeAnswer charge(ChargeOrder order) {
            calls.incrementAndGet();
            try {
                gate.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            return answer;
        }

        @Override
        public RefundAnswer refund(UUID orderId) {
            calls.incrementAndGet();
            return new RefundAnswer.Refunded();
        }
    }, new Guard("payment-gateway", SETTINGS.guard(), meters));

    @Test
    void theCircuitBreakerOpensWhenTheGatewayDoesNotAnswer() {
        charge(4);

        assertThat(charge(1)).isEqualTo(new Gateway.ChargeAnswer.Unanswered());
        assertThat(gateway.refund(UUID.randomUUID())).isEqualTo(new Gateway.RefundAnswer.Unanswered());
        assertThat(calls).hasValue(4);
        assertThat(meters.get("resilience4j.circuitbreaker.state").tags("name", "payment-gateway", "state", "open").gauge().value()).isEqualTo(1);
    }

    @Test
    void theCircuitBreakerClosesWhenTheGatewayAnswersAgain() {
        charge(5);
        answer = new Gateway.ChargeAnswer.Charged();

        await().atMost(Duration.ofSeconds(5)).until(() -> charge(1), new Gateway.ChargeAnswer.Charged()::equals);
    }

    @Test
    void declinedCardsAreNoFailureOfTheGateway() {
        answer = new Gateway.ChargeAnswer.Declined();

        assertThat(charge(20)).isEqualTo(new Gateway.ChargeAnswer.Declined());
        assertThat(calls).hasValue(20);
    }

    @Test
    void requestsThatTheGatewayRefusesAreNoFailureOfTheGateway() {
        answer = new Gateway.ChargeAnswer.Invalid();

        assertThat(charge(20)).isEqualTo(new Gateway.ChargeAnswer.Invalid());
        assertThat(calls).hasValue(20);
    }

    @Test
    void noMoreRequestsThanAllowedAreUnderWay() throws Exception {
        answer = new Gateway.ChargeAnswer.Charged();
        gate = new CountDownLatch(1);
        try (var other = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = other.submit(() -> charge(1));
            await().untilAtomic(calls, is(1));

            assertThat(charge(1)).isEqualTo(new Gateway.ChargeAnswer.Unanswered());

            gate.countDown();
            assertThat(first.get()).isEqualTo(new Gateway.ChargeAnswer.Charged());
        }
    }

    @Test
    void aCallWhoseDeadlineHasPassedIsNotMade() {
        assertThat(Deadline.within(Duration.ZERO, () -> charge(1))).isEqualTo(new Gateway.ChargeAnswer.Unanswered());
        assertThat(calls).hasValue(0);
    }

    private Gateway.ChargeAnswer charge(int times) {
        for (int i = 1; i < times; i++) {
            gateway.charge(ChargeOrderFixture.byCard("tok_visa"));
        }
        return gateway.charge(ChargeOrderFixture.byCard("tok_visa"));
    }
}
