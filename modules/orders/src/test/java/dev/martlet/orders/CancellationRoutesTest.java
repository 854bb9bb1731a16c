package dev.martlet.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.orders.api.OrderEvents;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The REST resource that cancels an order. */
class CancellationRoutesTest {
    @RegisterExtension
    static final OrdersProcess shop = new OrdersProcess();

    @Test
    void cancellingRefundsAndRestocksOnce() {
        var id = shop.place(3).text("id");

        var cancelled = shop.http().post("/orders/" + id + "/cancel", "").expect(200);

        assertThat(cancelled.text("status")).isEqualTo("CANCELLED");
        assertThat(cancelled.json().at("/payment/status").asString()).isEqualTo("REFUNDED");
        assertThat(shop.http().post("/orders/" + id + "/cancel", "").expect(200).body()).isEqualTo(cancelled.body());
        assertThat(shop.payments.held()).isZero();
        assertThat(shop.products.stock(shop.product)).isEqualTo(OrdersProcess.STOCK);
        assertThat(shop.harness().recorded(OrderEvents.CANCELLED)).isEqualTo(1);
    }

    @Test
    void aCancellationWithoutAnAnswerIsFinishedLater() {
        var id = shop.place(1).text("id");
        shop.payments.unanswered = 1;

        var answer = shop.http().post("/orders/" + id + "/cancel", "").expect(202);

        assertThat(answer.text("status")).isEqualTo("CANCELLING");
        awaitStatus(answer.header("Location").orElseThrow(), "CANCELLED");
    }

    @Test
    void aPendingOrderIsCancelledAndNeverChargedAfterwards() {
        shop.payments.unanswered = 1;
        var location = shop.place(1).expect(202).header("Location").orElseThrow();
        shop.payments.unanswered = 1;

        var unfinished = shop.http().post(location + "/cancel", "").expect(202);

        assertThat(unfinished.text("status")).isEqualTo("CANCELLING");
        awaitStatus(location, "CANCELLED");
        var cancelled = shop.http().post(location + "/cancel", "").expect(200);
        assertThat(cancelled.json().at("/total/amount").asInt()).isEqualTo(1999);
        assertThat(cancelled.json().at("/payment/status").asString()).isEqualTo("REFUNDED");
        assertThat(shop.payments.held()).isZero();
        assertThat(shop.harness().recorded(OrderEvents.CONFIRMED)).isZero();
        assertThat(shop.harness().recorded(OrderEvents.CANCELLED)).isEqualTo(1);
    }

    @Test
    void aRejectedOrderCannotBeCancelled() {
        var id = shop.place(5000).text("orderId");

        assertThat(shop.http().post("/orders/" + id + "/cancel", "").expect(409).code()).isEqualTo("order-not-cancellable");
    }

    private void awaitStatus(String location, String status) {
        await().atMost(Duration.ofSeconds(20)).until(() -> shop.http().get(location).text("status").equals(status));
    }
}
