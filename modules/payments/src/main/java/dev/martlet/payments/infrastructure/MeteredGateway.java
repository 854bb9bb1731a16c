package dev.martlet.payments.infrastructure;

import dev.martlet.payments.api.ChargeOrder;
import dev.martlet.payments.application.Gateway;
import dev.martlet.platform.core.observe.OutcomeTimers;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.UUID;

/** Measures a gateway: {@code martlet.payment.gateway.requests} by operation and outcome. */
public final class MeteredGateway implements Gateway {
    private final Gateway gateway;
    private final OutcomeTimers<ChargeAnswer> charges;
    private final OutcomeTimers<RefundAnswer> refunds;

    public MeteredGateway(Gateway gateway, MeterRegistry meters) {
        this.gateway = gateway;
        charges = timers(meters, ChargeAnswer.class, "charge");
        refunds = timers(meters, RefundAnswer.class, "refund");
    }

    @Override
    public ChargeAnswer charge(ChargeOrder order) {
        return charges.time(() -> gateway.charge(order));
    }

    @Override
    public RefundAnswer refund(UUID orderId) {
        return refunds.time(() -> gateway.refund(orderId));
    }

    private static <A> OutcomeTimers<A> timers(MeterRegistry meters, Class<A> outcomes, String operation) {
        return new OutcomeTimers<>(
                meters, "martlet.payment.gateway.requests", "Charges and refunds sent to the payment gateway", outcomes, "operation", operation);
    }
}
