package dev.martlet.payments.infrastructure;

import dev.martlet.payments.api.ChargeOrder;
import dev.martlet.payments.application.Gateway;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Supplier;

/** Measures a gateway: {@code martlet.gateway} by operation and outcome. */
public final class MeasuredGateway implements Gateway {
    private final Gateway gateway;
    private final MeterRegistry meters;

    public MeasuredGateway(Gateway gateway, MeterRegistry meters) {
        this.gateway = gateway;
        this.meters = meters;
    }

    @Override
    public ChargeAnswer charge(ChargeOrder order) {
        return measured("charge", () -> gateway.charge(order));
    }

    @Override
    public RefundAnswer refund(UUID orderId) {
        return measured("refund", () -> gateway.refund(orderId));
    }

    private <A> A measured(String operation, Supplier<A> call) {
        var time = Timer.start(meters);
        A answer = call.get();
        time.stop(meters.timer("martlet.gateway", "operation", operation, "outcome", answer.getClass().getSimpleName().toLowerCase(Locale.ROOT)));
        return answer;
    }
}
