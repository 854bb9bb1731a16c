package dev.martlet.payments.infrastructure;

import dev.martlet.payments.api.ChargeOrder;
import dev.martlet.payments.application.Gateway;
import dev.martlet.platform.core.work.Deadline;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedBulkheadMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Keeps orders from waiting one after the other for a gateway that does not answer: then it is not asked for a while, and never too often at
 * one time.
 */
public final class GuardedGateway implements Gateway {
    private static final String NAME = "payment-gateway";

    private final Gateway gateway;
    private final CircuitBreaker breaker;
    private final Bulkhead bulkhead;

    /** @param meters get {@code resilience4j.circuitbreaker.*} and {@code resilience4j.bulkhead.*} with the name {@code payment-gateway} */
    public GuardedGateway(Gateway gateway, GatewaySettings settings, MeterRegistry meters) {
        this.gateway = gateway;
        var breakers = CircuitBreakerRegistry.of(CircuitBreakerConfig.custom()
                .slidingWindowSize(settings.breakerCalls())
                .minimumNumberOfCalls(settings.breakerCalls())
                .waitDurationInOpenState(settings.breakerPause())
                .permittedNumberOfCallsInHalfOpenState(Math.min(5, settings.breakerCalls()))
                .recordResult(GuardedGateway::isUnanswered)
                .build());
        var bulkheads = BulkheadRegistry.of(BulkheadConfig.custom()
                .maxConcurrentCalls(settings.concurrent())
                .maxWaitDuration(Duration.ZERO)
                .build());
        this.breaker = breakers.circuitBreaker(NAME);
        this.bulkhead = bulkheads.bulkhead(NAME);
        TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(breakers).bindTo(meters);
        TaggedBulkheadMetrics.ofBulkheadRegistry(bulkheads).bindTo(meters);
    }

    @Override
    public ChargeAnswer charge(ChargeOrder order) {
        return ask(() -> gateway.charge(order), new ChargeAnswer.Unanswered());
    }

    @Override
    public RefundAnswer refund(UUID orderId) {
        return ask(() -> gateway.refund(orderId), new RefundAnswer.Unanswered());
    }

    private <A> A ask(Supplier<A> call, A unanswered) {
        if (Deadline.isOver()) {
            return unanswered;
        }
        try {
            return bulkhead.executeSupplier(() -> breaker.executeSupplier(call));
        } catch (CallNotPermittedException | BulkheadFullException _) {
            return unanswered;
        }
    }

    private static boolean isUnanswered(Object answer) {
        return answer instanceof ChargeAnswer.Unanswered || answer instanceof RefundAnswer.Unanswered;
    }
}
