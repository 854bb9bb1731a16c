package dev.martlet.products.application;

import dev.martlet.products.api.ReserveStock;
import dev.martlet.products.domain.ReservationStatus;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The reservations on record, one an order. Each method is one transaction, so that what it answers has been kept. */
public interface Reservations {
    /** Takes all items out of what is available, unless one cannot be had or the order has been here before. */
    ReservationAttempt attempt(ReserveStock order, Instant now);

    Optional<Reservation> find(UUID orderId);

    /** Takes what the order has reserved out of the stock; what becomes of the order's reservation, if it has one. */
    Optional<ReservationStatus> confirm(UUID orderId, Instant now);

    /** Gives back what the order holds, or leaves a mark that it never will hold anything. */
    void release(UUID orderId, Instant now);
}
