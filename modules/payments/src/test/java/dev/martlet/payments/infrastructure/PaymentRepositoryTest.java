package dev.martlet.payments.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.payments.ChargeOrderFixture;
import dev.martlet.payments.api.ChargeOrder;
import dev.martlet.payments.domain.Payment;
import dev.martlet.payments.domain.PaymentMethod;
import dev.martlet.payments.domain.PaymentState;
import dev.martlet.platform.sql.Database;
import dev.martlet.platform.testing.TestDatabase;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The rules of the payments on record, kept by PostgreSQL. */
class PaymentRepositoryTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    @AutoClose
    private static final Database database = TestDatabase.open("payments");
    private static PaymentRepository payments;

    private final ChargeOrder order = ChargeOrderFixture.byCard("tok_visa");

    @BeforeAll
    static void open() {
        payments = new PaymentRepository(database.sql());
    }

    @Test
    void anOrderHasOnePayment() {
        assertThat(payments.open(order, NOW)).get().extracting(Payment::state).isEqualTo(PaymentState.AUTHORIZED);
        assertThat(payments.open(order, NOW)).isEmpty();
        assertThat(payments.find(order.orderId())).get().extracting(Payment::method).isEqualTo(Optional.of(PaymentMethod.CARD));
    }

    @Test
    void anOrderThatIsCancelledFirstGetsNoPayment() {
        assertThat(payments.undo(order.orderId(), NOW).state()).isEqualTo(PaymentState.CANCELLED);
        assertThat(payments.open(order, NOW)).isEmpty();
        assertThat(payments.find(order.orderId())).get().extracting(Payment::method).isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({"AUTHORIZED, CANCELLING", "CAPTURED, REFUNDING", "DECLINED, DECLINED", "CANCELLING, CANCELLING", "REFUNDING, REFUNDING",
        "CANCELLED, CANCELLED", "REFUNDED, REFUNDED"})
    void anUndoRecordsWhatIsToBeDone(PaymentState from, PaymentState to) {
        given(from);

        assertThat(payments.undo(order.orderId(), NOW).state()).isEqualTo(to);
        assertThat(state()).isEqualTo(to);
    }

    @ParameterizedTest
    @EnumSource(PaymentState.class)
    void onlyAnAuthorizedPaymentIsSettled(PaymentState from) {
        given(from);

        var settled = payments.settle(order.orderId(), PaymentState.CAPTURED, NOW);

        assertThat(settled.isPresent()).isEqualTo(from == PaymentState.AUTHORIZED);
        assertThat(state()).isEqualTo(from == PaymentState.AUTHORIZED ? PaymentState.CAPTURED : from);
    }

    @ParameterizedTest
    @CsvSource({"AUTHORIZED, AUTHORIZED", "CAPTURED, CAPTURED", "DECLINED, DECLINED", "CANCELLING, CANCELLED", "REFUNDING, CANCELLED",
        "CANCELLED, CANCELLED", "REFUNDED, REFUNDED"})
    void onlyAPaymentThatIsBeingUndoneEndsAsCancelled(PaymentState from, PaymentState to) {
        given(from);

        payments.finish(order.orderId(), PaymentState.CANCELLED, NOW);

        assertThat(state()).isEqualTo(to);
    }

    @ParameterizedTest
    @CsvSource({"CANCELLING, REFUNDED", "REFUNDING, REFUNDED", "CANCELLED, REFUNDED", "CAPTURED, CAPTURED", "DECLINED, DECLINED"})
    void aRefundIsRecordedEvenAfterTheCancellationHadEnded(PaymentState from, PaymentState to) {
        given(from);

        payments.finish(order.orderId(), PaymentState.REFUNDED, NOW);

        assertThat(state()).isEqualTo(to);
    }

    @ParameterizedTest
    @CsvSource({"CANCELLED, CANCELLING", "DECLINED, CANCELLING", "REFUNDED, REFUNDED", "CAPTURED, CAPTURED", "REFUNDING, REFUNDING"})
    void onlyWhatEndedWithoutMoneyIsReopened(PaymentState from, PaymentState to) {
        given(from);

        payments.reopen(order.orderId(), NOW);

        assertThat(state()).isEqualTo(to);
    }

    @Test
    void anOpenRefundIsClaimedOnce() {
        given(PaymentState.REFUNDING);
        var later = NOW.plusSeconds(60);

        assertThat(payments.claimOpenRefunds(NOW, later, 100)).doesNotContain(order.orderId());
        assertThat(payments.claimOpenRefunds(later, later, 100)).contains(order.orderId());
        assertThat(payments.claimOpenRefunds(later, later, 100)).doesNotContain(order.orderId());
    }

    /** Takes the order's payment to a state, the way that the use cases do. */
    private void given(PaymentState state) {
        UUID orderId = order.orderId();
        payments.open(order, NOW);
        switch (state) {
            case AUTHORIZED -> { }
            case CAPTURED, DECLINED -> payments.settle(orderId, state, NOW);
            case CANCELLING -> payments.undo(orderId, NOW);
            case CANCELLED -> {
                given(PaymentState.CANCELLING);
                payments.finish(orderId, state, NOW);
            }
            case REFUNDING -> {
                given(PaymentState.CAPTURED);
                payments.undo(orderId, NOW);
            }
            case REFUNDED -> {
                given(PaymentState.REFUNDING);
                payments.finish(orderId, state, NOW);
            }
        }
        assertThat(state()).isEqualTo(state);
    }

    private PaymentState state() {
        return payments.find(order.orderId()).orElseThrow().state();
    }
}
