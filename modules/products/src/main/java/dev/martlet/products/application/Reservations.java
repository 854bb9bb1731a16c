package dev.martlet.products.application;

import dev.martlet.products.api.ReserveStock;
import dev.martlet.products.domain.ReservationStatus;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The stored reservations of orders. A product's reserved stock is always the sum of its RESERVED reservations. */
public interface Reservations {
    /** Reserves all items of the order, or none: if one of them cannot be reserved, or if the order has a reservation already. */
    ReservationAttempt attempt(ReserveStock request, Instant now);

    Optional<Reservation> find(UUID orderId);

    /** Confirms the order's reservation if it is RESERVED. @return the status afterwards; empty if the order has no reservation */
    Optional<ReservationStatus> confirm(UUID orderId, Instant now);

    /** Returns the order's items to the available stock, if it has any, and stores that the order is RELEASED: it cannot reserve again. */
    void release(UUID orderId, Instant now);
}
