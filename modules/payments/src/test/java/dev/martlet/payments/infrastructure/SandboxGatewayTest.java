package dev.martlet.payments.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.payments.ChargeOrderFixture;
import dev.martlet.payments.application.Gateway.ChargeAnswer;
import dev.martlet.payments.application.Gateway.RefundAnswer;
import dev.martlet.platform.core.work.Deadline;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SandboxGatewayTest {
    private static final Duration TIMEOUT = Duration.ofMillis(50);
    private final SandboxGateway gateway = new SandboxGateway(TIMEOUT);

    @Test
    void aGoodCardIsChargedAndRefundedRepeatably() {
        var order = ChargeOrderFixture.byCard("tok_visa");

        assertThat(gateway.charge(order)).isEqualTo(new ChargeAnswer.Charged());
        assertThat(gateway.charge(order)).isEqualTo(new ChargeAnswer.Charged());
        assertThat(gateway.refund(order.orderId())).isEqualTo(new RefundAnswer.Refunded());
        assertThat(gateway.refund(order.orderId())).isEqualTo(new RefundAnswer.Refunded());
        assertThat(gateway.charge(order)).isEqualTo(new ChargeAnswer.Declined());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tok_declined", "tok_unknown", ""})
    void everyOtherTokenIsDeclined(String token) {
        var order = ChargeOrderFixture.byCard(token);

        assertThat(gateway.charge(order)).isEqualTo(new ChargeAnswer.Declined());
        assertThat(gateway.refund(order.orderId())).isEqualTo(new RefundAnswer.NothingToRefund());
    }

    @Test
    void aSlowCardIsChargedAfter300Milliseconds() {
        long start = System.nanoTime();

        assertThat(gateway.charge(ChargeOrderFixture.byCard("tok_slow"))).isEqualTo(new ChargeAnswer.Charged());
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    @Test
    void aCallerThatHasNoTimeForASlowCardGetsNoAnswerButIsCharged() {
        var order = ChargeOrderFixture.byCard("tok_slow");

        assertThat(Deadline.within(Duration.ofMillis(10), () -> gateway.charge(order))).isEqualTo(new ChargeAnswer.Unanswered());
        assertThat(gateway.refund(order.orderId())).isEqualTo(new RefundAnswer.Refunded());
    }

    @Test
    void aRepetitionReturnsTheLostAnswer() {
        var order = ChargeOrderFixture.byCard("tok_timeout");

        assertThat(gateway.charge(order)).isEqualTo(new ChargeAnswer.Unanswered());
        assertThat(gateway.charge(order)).isEqualTo(new ChargeAnswer.Charged());
    }

    @Test
    void aChargeWhoseAnswerWasLostIsRefunded() {
        var order = ChargeOrderFixture.byCard("tok_timeout");

        gateway.charge(order);

        assertThat(gateway.refund(order.orderId())).isEqualTo(new RefundAnswer.Refunded());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tok_visa", "tok_slow", "tok_timeout"})
    void anOrderThatWasRefundedBeforeIsNeverCharged(String token) {
        var order = ChargeOrderFixture.byCard(token);

        assertThat(gateway.refund(order.orderId())).isEqualTo(new RefundAnswer.NothingToRefund());
        assertThat(gateway.charge(order)).isEqualTo(new ChargeAnswer.Declined());
        assertThat(gateway.refund(order.orderId())).isEqualTo(new RefundAnswer.NothingToRefund());
    }
}
