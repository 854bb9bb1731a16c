package dev.martlet.payments.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.payments.ChargeOrderFixture;
import dev.martlet.payments.api.ChargeOrder;
import dev.martlet.payments.application.Gateway.ChargeAnswer;
import dev.martlet.payments.application.Gateway.RefundAnswer;
import dev.martlet.platform.core.settings.Secret;
import dev.martlet.platform.core.work.Deadline;
import io.helidon.http.HeaderNames;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The HTTP gateway against a real server that misbehaves. */
class HttpGatewayTest {
    private final GatewayServer server = new GatewayServer();
    private final HttpGateway gateway = new HttpGateway(settings(server.url()));
    private final ChargeOrder order = ChargeOrderFixture.byCard("tok_visa");

    /** The part of an answer that comes before it hangs. */
    @FunctionalInterface
    private interface Beginning {
        void write(OutputStream out) throws IOException;
    }

    private static GatewaySettings settings(String url) {
        var address = Optional.of(URI.create(url));
        return new GatewaySettings(
                GatewaySettings.Type.HTTP, address, Optional.of(Secret.of("secret")), Duration.ofMillis(500), 10, 10, Duration.ofSeconds(5));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aChargeHasTheOrderAsItsIdempotencyKey() {
        server.answers(201, "{\"status\":\"captured\",\"id\":\"ch_1\"}");

        assertThat(gateway.charge(order)).isEqualTo(new ChargeAnswer.Charged());
        assertThat(server.requests()).containsExactly("POST /charges key=" + order.orderId()
                + " {\"orderId\":\"" + order.orderId() + "\",\"amount\":1999,\"currency\":\"EUR\",\"token\":\"tok_visa\"}");
    }

    @Test
    void aRefundHasAnIdempotencyKeyOfItsOwn() {
        server.answers(200, "{\"status\":\"refunded\"}");

        assertThat(gateway.refund(order.orderId())).isEqualTo(new RefundAnswer.Refunded());
        assertThat(server.requests()).containsExactly("POST /refunds key=refund-" + order.orderId() + " {\"orderId\":\"" + order.orderId() + "\"}");
    }

    @Test
    void requestsCarryTheBearerToken() {
        server.handle((request, response) -> response.status(request.headers().contains(HeaderNames.AUTHORIZATION) ? 402 : 401).send());

        assertThat(gateway.charge(order)).isEqualTo(new ChargeAnswer.Declined());
    }

    @Test
    void nothingToRefundIsOnlyBelievedWithAStatusOf200() {
        server.answers(200, "{\"status\":\"nothing\"}");
        assertThat(gateway.refund(order.orderId())).isEqualTo(new RefundAnswer.NothingToRefund());

        server.answers(404, "{\"status\":\"nothing\"}");
        assertThat(gateway.refund(order.orderId())).isEqualTo(new RefundAnswer.Invalid());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"500|oops", "503|", "302|", "408|", "429|", "204|", "200|", "200|<html>", "200|null",
        "200|[]", "200|{}", "200|{\"status\":null}",
        "200|{\"status\":{\"captured\":1}}", "200|{\"status\":\"pending\"}", "500|{\"status\":\"captured\"}"})
    void anAnswerOutsideTheProtocolCountsAsNone(int status, String body) {
        server.answers(status, Optional.ofNullable(body).orElse(""));

        assertThat(gateway.charge(order)).isEqualTo(new ChargeAnswer.Unanswered());
        assertThat(gateway.refund(order.orderId())).isEqualTo(new RefundAnswer.Unanswered());
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 409, 422})
    void aRefusedRequestIsNeitherAnAnswerNorAFailureOfTheGateway(int status) {
        server.answers(status, "{\"status\":\"captured\"}");

        assertThat(gateway.charge(order)).isEqualTo(new ChargeAnswer.Invalid());
        assertThat(gateway.refund(order.orderId())).isEqualTo(new RefundAnswer.Invalid());
    }

    @Test
    void aBodyWithoutEndIsNotRead() {
        server.handle((_, response) -> {
            try (var out = response.outputStream()) {
                while (true) {
                    out.write(new byte[8192]);
                }
            }
        });

        assertThat(gateway.charge(order)).isEqualTo(new ChargeAnswer.Unanswered());
    }

    @Test
    void aGatewayThatHangsIsNotWaitedForLongerThanItsTimeout() {
        assertUnansweredWhile(_ -> { }, Duration.ofMillis(450), Duration.ofSeconds(3));
    }

    @Test
    void aGatewayThatHangsInTheMiddleOfItsAnswerIsNotWaitedForLongerEither() {
        assertUnansweredWhile(out -> {
            out.write('{');
            out.flush();
        }, Duration.ofMillis(450), Duration.ofSeconds(3));
    }

    @Test
    void theCallersDeadlineEndsTheWaitEarlier() {
        Deadline.within(Duration.ofMillis(50), () -> {
            assertUnansweredWhile(_ -> { }, Duration.ofMillis(40), Duration.ofMillis(450));
            return true;
        });
    }

    @Test
    void aGatewayThatIsNotThereDoesNotAnswer() {
        server.close();

        assertThat(gateway.charge(order)).isEqualTo(new ChargeAnswer.Unanswered());
        assertThat(gateway.refund(order.orderId())).isEqualTo(new RefundAnswer.Unanswered());
    }

    @Test
    void aGatewayThatRecoveredIsBelievedAgain() {
        server.answers(503, "");
        gateway.charge(order);
        server.answers(200, "{\"status\":\"captured\"}");

        assertThat(gateway.charge(order)).isEqualTo(new ChargeAnswer.Charged());
    }

    private void assertUnansweredWhile(Beginning beginning, Duration least, Duration most) {
        var end = new CountDownLatch(1);
        server.handle((_, response) -> {
            try (var out = response.outputStream()) {
                beginning.write(out);
                end.await();
            }
        });
        long start = System.nanoTime();
        try {
            assertThat(gateway.charge(order)).isEqualTo(new ChargeAnswer.Unanswered());
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(least, most);
        } finally {
            end.countDown();
        }
    }
}
