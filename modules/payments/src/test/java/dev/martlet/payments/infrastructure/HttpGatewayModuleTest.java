package dev.martlet.payments.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.customers.api.CustomersApi;
import dev.martlet.payments.ChargeOrderFixture;
import dev.martlet.payments.FakeCustomers;
import dev.martlet.payments.PaymentsModule;
import dev.martlet.payments.api.CancelOutcome;
import dev.martlet.payments.api.CancelPayment;
import dev.martlet.payments.api.ChargeOutcome;
import dev.martlet.payments.api.PaymentsApi;
import dev.martlet.platform.testing.ModuleHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The module payments with a gateway over HTTP. */
class HttpGatewayModuleTest {
    private final GatewayServer server = new GatewayServer();
    private final ModuleHarness harness = ModuleHarness.of(new PaymentsModule())
            .with(CustomersApi.class, new FakeCustomers())
            .setting("gateway.type", "http")
            .setting("gateway.url", server.url())
            .setting("gateway.timeout", "1s")
            .setting("gateway.breaker.calls", "4")
            .setting("gateway.breaker.open.wait", "300ms")
            .start();
    private final PaymentsApi payments = harness.api(PaymentsApi.class);

    @AfterEach
    void stop() {
        harness.close();
        server.close();
    }

    @Test
    void anOrderIsChargedAndRefunded() {
        var order = ChargeOrderFixture.byCard("tok_4711");

        server.answers(200, "{\"status\":\"captured\"}");
        assertThat(payments.charge(order)).isInstanceOf(ChargeOutcome.Captured.class);
        server.answers(200, "{\"status\":\"refunded\"}");
        assertThat(payments.cancel(new CancelPayment(order.orderId()))).isEqualTo(new CancelOutcome.Refunded());
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void aFailingGatewayIsNotCalledWhileItsCircuitBreakerIsOpen() {
        var order = ChargeOrderFixture.byCard("tok_4711");
        server.answers(500, "");
        for (int i = 0; i < 6; i++) {
            assertThat(payments.charge(order)).isInstanceOf(ChargeOutcome.Unanswered.class);
        }
        assertThat(server.requests()).hasSize(4);
        assertThat(harness.http().get("/payments?orderId=" + order.orderId()).body()).contains("\"AUTHORIZED\"");

        server.answers(200, "{\"status\":\"captured\"}");

        await().until(() -> payments.charge(order), ChargeOutcome.Captured.class::isInstance);
        assertThat(harness.http().get("/payments?orderId=" + order.orderId()).body()).contains("\"CAPTURED\"");
    }

    @Test
    void aCancellationThatTheGatewayDoesNotAnswerIsNotShownAsDone() {
        var order = ChargeOrderFixture.byCard("tok_4711");
        server.answers(503, "");
        payments.charge(order);

        assertThat(payments.cancel(new CancelPayment(order.orderId()))).isEqualTo(new CancelOutcome.Unanswered());
        assertThat(harness.http().get("/payments?orderId=" + order.orderId()).body()).contains("\"AUTHORIZED\"");

        server.answers(200, "{\"status\":\"nothing\"}");
        assertThat(payments.cancel(new CancelPayment(order.orderId()))).isEqualTo(new CancelOutcome.Cancelled());
        assertThat(harness.http().get("/payments?orderId=" + order.orderId()).body()).contains("\"CANCELLED\"");
    }
}
