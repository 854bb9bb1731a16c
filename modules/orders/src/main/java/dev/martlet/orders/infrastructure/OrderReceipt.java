package dev.martlet.orders.infrastructure;

import dev.martlet.kernel.http.IdempotencyKeys;
import dev.martlet.kernel.http.KeptAnswer;
import dev.martlet.kernel.http.KeyClaim;
import dev.martlet.orders.domain.Order;
import java.util.Optional;

/** What is kept under a request's idempotency key: the claim while its order is being placed, the answer once it is final. Nothing without a key. */
record OrderReceipt(IdempotencyKeys keys, Optional<KeyClaim> claim) {
    Optional<KeptAnswer> of(Order order) {
        return keys.keep(claim, OrderAnswers.of(order));
    }
}
