package dev.martlet.orders.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.martlet.platform.core.Money;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class OrderTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Property
    void theTotalIsTheSumOfTheLinesUnlessItIsTooLarge(
            @ForAll @Size(min = 1, max = 100) List<@LongRange(min = 1, max = Money.MAX_AMOUNT / 50) Long> prices,
            @ForAll @IntRange(min = 1, max = 100) int quantity) {
        long sum = LongStream.of(prices.stream().mapToLong(Long::longValue).toArray()).map(price -> price * quantity).sum();

        var priced = order().priced(prices.stream().map(price -> line(price, quantity)).toList());

        assertThat(priced.flatMap(Order::total)).isEqualTo(sum > Money.MAX_AMOUNT ? Optional.empty() : Optional.of(Money.of(sum, "EUR")));
    }

    @Test
    void theTotalIsUnknownWhileAPriceIs() {
        assertThat(order().total()).isEmpty();
    }

    @Test
    void aFinalOrderCanOnlyBeCancelled() {
        for (var from : OrderStatus.values()) {
            for (var to : OrderStatus.values()) {
                boolean isAllowed = from.mayBecome(to);
                assertThat(isAllowed && from.isFinal()).isEqualTo(from == OrderStatus.CONFIRMED && to == OrderStatus.CANCELLING);
            }
        }
    }

    @Test
    void anOrderThatIsRejectedIsNeverConfirmed() {
        var rejecting = order().rejecting(Rejection.of(RejectionReason.EXPIRED), NOW);

        assertThatThrownBy(() -> rejecting.confirmed(NOW)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theTokenIsRemovedOnceNoChargeCanFollow() {
        assertThat(order().payment().token()).isPresent();
        assertThat(order().confirmed(NOW).payment().token()).isEmpty();
        assertThat(order().rejecting(Rejection.of(RejectionReason.EXPIRED), NOW).payment().token()).isEmpty();
        assertThat(order().toString()).doesNotContain("tok_secret");
    }

    @Test
    void aDeclinedPaymentStaysDeclinedWhenItsOrderIsRejected() {
        var declined = OrderPayment.by(PaymentMethod.CREDIT, Optional.empty()).answered(UUID.randomUUID(), PaymentStatus.DECLINED);

        assertThat(declined.ended(PaymentStatus.CANCELLED)).isEqualTo(declined);
    }

    @Test
    void reasonsAreProblemCodes() {
        assertThat(RejectionReason.INSUFFICIENT_STOCK.code()).isEqualTo("insufficient-stock");
    }

    private static Order order() {
        var payment = OrderPayment.by(PaymentMethod.CARD, Optional.of(new CardToken("tok_secret")));
        return Order.placed(UUID.randomUUID(), UUID.randomUUID(), List.of(OrderLine.requested(UUID.randomUUID(), 1)), payment, NOW);
    }

    private static OrderLine line(long price, int quantity) {
        return new OrderLine(UUID.randomUUID(), quantity, Optional.of("A thing"), Optional.of(Money.of(price, "EUR")));
    }
}
