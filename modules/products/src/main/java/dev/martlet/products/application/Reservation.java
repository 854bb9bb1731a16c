package dev.martlet.products.application;

import dev.martlet.products.api.StockReservation;
import dev.martlet.products.domain.ReservationStatus;
import java.util.List;

/**
 * What an order holds, or once held.
 *
 * @param lines as first reserved, in the order of the items asked for
 */
public record Reservation(ReservationStatus status, List<StockReservation.Line> lines) {
    StockReservation answer() {
        return switch (status) {
            case RESERVED, CONFIRMED -> new StockReservation.Reserved(lines);
            case RELEASED -> new StockReservation.Released();
        };
    }
}
