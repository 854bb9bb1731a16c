package dev.martlet.orders.infrastructure;

import dev.martlet.orders.domain.Order;
import dev.martlet.platform.runtime.idempotency.IdempotencyClaim;
import dev.martlet.platform.runtime.idempotency.IdempotencyKeys;
import dev.martlet.platform.runtime.idempotency.StoredResponse;
import java.util.Optional;

/** What is kept under a request's idempotency key: the claim while its order is being placed, the answer once it is final. Nothing without a key. */
record OrderReceipt(IdempotencyKeys keys, Optional<IdempotencyClaim> claim) {
    Optional<StoredResponse> of(Order order) {
        return keys.keep(claim, OrderResponses.of(order));
    }
}
