package dev.martlet.products.application;

import dev.martlet.platform.sql.Sql;
import dev.martlet.products.api.ReserveStock;
import dev.martlet.products.domain.ReservationStatus;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Where it is kept which order holds what of the stock; a product's reserved stock is always the sum of what orders have reserved. */
public interface Reservations {
    /** Takes all items out of what is available, unless one cannot be had or the order has been here before. */
    ReservationAttempt attempt(Sql sql, ReserveStock order, Instant now);

    Optional<Reservation> find(Sql sql, UUID orderId);

    /** Takes what the order has reserved out of the stock; what becomes of the order's reservation, if it has one. */
    Optional<ReservationStatus> confirm(Sql sql, UUID orderId, Instant now);

    /** Gives back what the order holds, if anything, and leaves a mark that it never will again. */
    void release(Sql sql, UUID orderId, Instant now);
}
