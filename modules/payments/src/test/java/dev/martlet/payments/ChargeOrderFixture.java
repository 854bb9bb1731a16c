package dev.martlet.payments;

import dev.martlet.payments.api.ChargeOrder;
import dev.martlet.payments.api.PaymentMethod;
import dev.martlet.platform.core.Money;
import java.util.Optional;
import java.util.UUID;

/** Requests to charge an order, each of another order and customer. */
public final class ChargeOrderFixture {
    private ChargeOrderFixture() {}

    public static ChargeOrder byCard(String token) {
        return new ChargeOrder(UUID.randomUUID(), UUID.randomUUID(), Money.of(1999, "EUR"), PaymentMethod.CARD, Optional.of(token));
    }

    public static ChargeOrder onCredit() {
        return new ChargeOrder(UUID.randomUUID(), UUID.randomUUID(), Money.of(1999, "EUR"), PaymentMethod.CREDIT, Optional.empty());
    }
}
