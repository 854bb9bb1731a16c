package dev.martlet.payments.infrastructure;

import dev.martlet.payments.api.ChargeOrder;
import dev.martlet.payments.application.Gateway;
import dev.martlet.platform.core.json.Json;
import dev.martlet.platform.core.trace.Span;
import dev.martlet.platform.core.trace.Tracing;
import dev.martlet.platform.core.work.Deadline;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JacksonException;

/**
 * A card gateway over HTTP; {@link GatewaySettings} documents its protocol. Only answers of this protocol count: a wrong path or a proxy's error page
 * must not pass for an answer, and a redirect is not followed with a card's token.
 */
public final class HttpGateway implements Gateway {
    private static final System.Logger LOG = System.getLogger(HttpGateway.class.getName());
    private static final long LONGEST_ANSWER_BYTES = 16 * 1024;

    private final GatewaySettings settings;
    private final String url;
    private final HttpClient client;

    public HttpGateway(GatewaySettings settings) {
        this.settings = settings;
        this.url = settings.url().orElseThrow().toString();
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.timeout())
                .build();
    }

    private record Charge(UUID orderId, long amount, String currency, String token) {}

    private record Refund(UUID orderId) {}

    @Override
    public ChargeAnswer charge(ChargeOrder order) {
        var charge = new Charge(order.orderId(), order.amount().amount(), order.amount().currency(), order.token().orElse(""));
        return post("/charges", order.orderId().toString(), charge)
                .map(response -> chargeAnswer(order.orderId(), response))
                .orElseGet(ChargeAnswer.Unanswered::new);
    }

    @Override
    public RefundAnswer refund(UUID orderId) {
        return post("/refunds", "refund-" + orderId, new Refund(orderId))
                .map(response -> refundAnswer(orderId, response))
                .orElseGet(RefundAnswer.Unanswered::new);
    }

    private static ChargeAnswer chargeAnswer(UUID order, HttpResponse<byte[]> response) {
        if (response.statusCode() == 402) {
            return new ChargeAnswer.Declined();
        }
        if (status(response).equals("captured")) {
            return new ChargeAnswer.Charged();
        }
        warn(order, response);
        return isInvalid(response) ? new ChargeAnswer.Invalid() : new ChargeAnswer.Unanswered();
    }

    private static RefundAnswer refundAnswer(UUID order, HttpResponse<byte[]> response) {
        return switch (status(response)) {
            case "refunded" -> new RefundAnswer.Refunded();
            case "nothing" -> new RefundAnswer.NothingToRefund();
            default -> {
                warn(order, response);
                yield isInvalid(response) ? new RefundAnswer.Invalid() : new RefundAnswer.Unanswered();
            }
        };
    }

    /** A 4xx is a fault of the request or the configuration; request timeout and too many requests are the gateway's. */
    private static boolean isInvalid(HttpResponse<byte[]> response) {
        int status = response.statusCode();
        return status >= 400 && status < 500 && status != 408 && status != 429;
    }

    private static void warn(UUID order, HttpResponse<byte[]> response) {
        LOG.log(Level.WARNING, () -> "The gateway's answer to " + response.uri() + " for order " + order + " is none of its protocol: status "
                + response.statusCode());
    }

    private static String status(HttpResponse<byte[]> response) {
        if (response.statusCode() != 200 && response.statusCode() != 201) {
            return "";
        }
        try {
            return Json.tolerant().readTree(response.body()).path("status").stringValue("");
        } catch (JacksonException _) {
            return "";
        }
    }

    private Optional<HttpResponse<byte[]>> post(String path, String key, Object body) {
        Span span = Span.client("POST")
                .with("http.request.method", "POST")
                .with("url.path", path)
                .with("server.address", settings.url().orElseThrow().getHost());
        return span.call(() -> {
            var answer = send(path, key, body);
            answer.ifPresentOrElse(response -> span.with("http.response.status_code", response.statusCode()), () -> span.fail("timeout"));
            return answer;
        });
    }

    /** Empty if no whole answer came in time. Waits on the future, because the client's own timeout ends with the response's head. */
    private Optional<HttpResponse<byte[]>> send(String path, String key, Object body) {
        var answer = client.sendAsync(request(path, key, body), BodyHandlers.limiting(BodyHandlers.ofByteArray(), LONGEST_ANSWER_BYTES));
        try {
            return Optional.of(answer.get(Deadline.atMost(settings.timeout()).toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException | ExecutionException _) {
            return Optional.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            answer.cancel(true);
        }
    }

    private HttpRequest request(String path, String key, Object body) {
        var request = HttpRequest.newBuilder(URI.create(url + path))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.tolerant().writeValueAsBytes(body)));
        Tracing.inject(request::setHeader);
        settings.token().ifPresent(token -> request.header("Authorization", "Bearer " + token.value()));
        return request.build();
    }
}
