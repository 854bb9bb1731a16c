package dev.martlet.payments.infrastructure;

import dev.martlet.payments.api.ChargeOrder;
import dev.martlet.payments.application.Gateway;
import dev.martlet.platform.calls.CallFailure;
import dev.martlet.platform.calls.Guard;
import dev.martlet.platform.calls.OutcomeUnknown;
import java.util.UUID;
import java.util.function.Supplier;

/** A gateway behind a guard, like every call to another module. A rejected call counts as unanswered: the request is repeated later. */
public final class GuardedGateway implements Gateway {
    private final Gateway gateway;
    private final Guard guard;

    public GuardedGateway(Gateway gateway, Guard guard) {
        this.gateway = gateway;
        this.guard = guard;
    }

    @Override
    public ChargeAnswer charge(ChargeOrder order) {
        return call("gateway.charge", () -> gateway.charge(order), new ChargeAnswer.Unanswered());
    }

    @Override
    public RefundAnswer refund(UUID orderId) {
        return call("gateway.refund", () -> gateway.refund(orderId), new RefundAnswer.Unanswered());
    }

    /** The guard knows failed calls by their exceptions. */
    private <A> A call(String name, Supplier<A> call, A unanswered) {
        try {
            return guard.call(name, () -> {
                A answer = call.get();
                if (answer.equals(unanswered)) {
                    throw new OutcomeUnknown("the payment gateway did not answer");
                }
                return answer;
            });
        } catch (CallFailure _) {
            return unanswered;
        }
    }
}
