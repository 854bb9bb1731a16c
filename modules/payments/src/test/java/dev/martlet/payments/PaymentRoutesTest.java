package dev.martlet.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.customers.api.CustomersApi;
import dev.martlet.payments.api.CancelOutcome;
import dev.martlet.payments.api.CancelPayment;
import dev.martlet.payments.api.ChargeOrder;
import dev.martlet.payments.api.ChargeOutcome;
import dev.martlet.payments.api.PaymentsApi;
import dev.martlet.platform.sql.AdHocSql;
import dev.martlet.platform.testing.ModuleHarness;
import dev.martlet.platform.testing.RestClient;
import dev.martlet.platform.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The module payments alone, as it shows itself over HTTP. */
class PaymentRoutesTest {
    private static final FakeCustomers CUSTOMERS = new FakeCustomers();
    private static ModuleHarness harness;
    private static RestClient http;

    @BeforeAll
    static void start() {
        harness = ModuleHarness.of(new PaymentsModule()).with(CustomersApi.class, CUSTOMERS).setting("gateway.timeout", "50ms").start();
        http = harness.http();
    }

    @AfterAll
    static void stop() {
        harness.close();
    }

    private static PaymentsApi payments() {
        return harness.api(PaymentsApi.class);
    }

    @ParameterizedTest
    @CsvSource({"tok_visa, CAPTURED", "tok_slow, CAPTURED", "tok_declined, DECLINED", "tok_timeout, AUTHORIZED"})
    void aPaymentIsShownAsItStands(String token, String status) {
        var order = ChargeOrderFixture.byCard(token);
        payments().charge(order);

        var payment = ofOrder(order);

        assertThat(payment.propertyNames()).containsExactly("id", "orderId", "customerId", "amount", "method", "status", "createdAt", "updatedAt");
        assertThat(payment.path("orderId").asString()).isEqualTo(order.orderId().toString());
        assertThat(payment.path("customerId").asString()).isEqualTo(order.customerId().toString());
        assertThat(payment.path("amount").toString()).isEqualTo("{\"amount\":1999,\"currency\":\"EUR\"}");
        assertThat(payment.path("method").asString()).isEqualTo("CARD");
        assertThat(payment.path("status").asString()).isEqualTo(status);
        assertThat(http.get("/payments/" + payment.path("id").asString()).expect(200).json()).isEqualTo(payment);
    }

    @Test
    void theIdOfAChargeIsTheIdOfItsPayment() {
        var order = ChargeOrderFixture.onCredit();

        var charged = (ChargeOutcome.Captured) payments().charge(order);

        assertThat(http.get("/payments/" + charged.paymentId()).expect(200).text("method")).isEqualTo("CREDIT");
    }

    @Test
    void aRefundChangesTheStatusAndTheTag() {
        var order = ChargeOrderFixture.byCard("tok_visa");
        var path = "/payments/" + ((ChargeOutcome.Captured) payments().charge(order)).paymentId();
        var before = http.get(path);
        assertThat(http.get(path, "If-None-Match", before.tag()).status()).isEqualTo(304);

        payments().cancel(new CancelPayment(order.orderId()));

        var after = http.get(path, "If-None-Match", before.tag()).expect(200);
        assertThat(after.text("status")).isEqualTo("REFUNDED");
        assertThat(after.text("createdAt")).isEqualTo(before.text("createdAt"));
        assertThat(after.text("updatedAt")).isGreaterThan(before.text("updatedAt"));
    }

    @Test
    void aRefundThatIsUnderWayIsShownAsCaptured() {
        var order = ChargeOrderFixture.onCredit();
        payments().charge(order);
        CUSTOMERS.answers = false;
        payments().cancel(new CancelPayment(order.orderId()));
        CUSTOMERS.answers = true;

        assertThat(ofOrder(order).path("status").asString()).isEqualTo("CAPTURED");
        payments().cancel(new CancelPayment(order.orderId()));
        assertThat(ofOrder(order).path("status").asString()).isEqualTo("REFUNDED");
    }

    @Test
    void theMarkOfAnOrderThatWasNeverChargedIsNoPayment() {
        var order = ChargeOrderFixture.byCard("tok_visa");
        payments().cancel(new CancelPayment(order.orderId()));

        assertThat(http.get("/payments?orderId=" + order.orderId()).expect(200).body()).isEqualTo("{\"items\":[],\"nextCursor\":null}");
        var mark = new AdHocSql(harness.database().sql())
                .first("select id from payments where order_id = ?", row -> row.uuid("id"), order.orderId())
                .orElseThrow();
        assertThat(http.get("/payments/" + mark).expect(404).code()).isEqualTo("not-found");
    }

    @Test
    void theListOfAllIsPagedNewestFirst() {
        var orders = List.of(ChargeOrderFixture.byCard("tok_visa"), ChargeOrderFixture.byCard("tok_visa"), ChargeOrderFixture.byCard("tok_visa"));
        orders.forEach(payments()::charge);

        var first = http.get("/payments?limit=2").expect(200).json();
        var second = http.get("/payments?limit=1&cursor=" + first.path("nextCursor").asString()).expect(200).json();

        var listed = new ArrayList<String>();
        first.path("items").forEach(item -> listed.add(item.path("orderId").asString()));
        second.path("items").forEach(item -> listed.add(item.path("orderId").asString()));
        assertThat(listed).containsExactlyElementsOf(orders.reversed().stream().map(order -> order.orderId().toString()).toList());
    }

    @ParameterizedTest
    @CsvSource({"/payments/none, 400, invalid-id", "/payments?orderId=none, 400, invalid-id", "/payments?limit=0, 400, invalid-request",
        "/payments?cursor=none, 400, invalid-cursor", "/payments/0195a000-0000-7000-8000-000000000001, 404, not-found"})
    void whatCannotBeAnsweredIsAProblem(String path, int status, String code) {
        assertThat(http.get(path).expect(status).code()).isEqualTo(code);
    }

    @Test
    void paymentsCannotBeMadeOverHttp() {
        assertThat(http.post("/payments", "{}").expect(405).header("Allow")).hasValueSatisfying(methods -> assertThat(methods).contains("GET"));
    }

    @Test
    void theGatewayIsMeasured() {
        payments().charge(ChargeOrderFixture.byCard("tok_declined"));

        assertThat(harness.meters().get("martlet.payment.gateway.requests").tags("operation", "charge", "outcome", "declined").timer().count()).isPositive();
    }

    @Test
    void aRestartFindsPaymentsAsTheyWere() {
        var database = TestDatabase.settings();
        var order = ChargeOrderFixture.byCard("tok_timeout");
        try (var before = ModuleHarness.of(new PaymentsModule()).with(CustomersApi.class, CUSTOMERS).on(database).setting("gateway.timeout", "50ms").start()) {
            assertThat(before.api(PaymentsApi.class).charge(order)).isInstanceOf(ChargeOutcome.Unanswered.class);
        }
        try (var after = ModuleHarness.of(new PaymentsModule()).with(CustomersApi.class, CUSTOMERS).on(database).setting("gateway.timeout", "50ms").start()) {
            var api = after.api(PaymentsApi.class);
            await().until(() -> api.charge(order), ChargeOutcome.Captured.class::isInstance);
            assertThat(api.cancel(new CancelPayment(order.orderId()))).isEqualTo(new CancelOutcome.Refunded());
        }
    }

    private static JsonNode ofOrder(ChargeOrder order) {
        var items = http.get("/payments?orderId=" + order.orderId()).expect(200).json().path("items");
        assertThat(items).hasSize(1);
        return items.get(0);
    }
}
