package dev.martlet.products.application;

import dev.martlet.products.api.StockReservation;
import dev.martlet.products.domain.ReservationStatus;
import java.util.List;

/**
 * The reservation of an order.
 *
 * @param lines in the order of the requested items; they stay after a release, and an order that was released before it reserved has none
 */
public record Reservation(ReservationStatus status, List<StockReservation.Line> lines) {
    StockReservation answer() {
        return switch (status) {
            case RESERVED, CONFIRMED -> new StockReservation.Reserved(lines);
            case RELEASED -> new StockReservation.Released();
        };
    }
}
