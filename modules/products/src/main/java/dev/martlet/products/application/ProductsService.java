package dev.martlet.products.application;

import dev.martlet.platform.sql.Sql;
import dev.martlet.products.api.ConfirmStock;
import dev.martlet.products.api.ProductsApi;
import dev.martlet.products.api.ReleaseStock;
import dev.martlet.products.api.ReserveStock;
import dev.martlet.products.api.StockConfirmation;
import dev.martlet.products.api.StockReleased;
import dev.martlet.products.api.StockReservation;
import dev.martlet.products.domain.RequestedItem;
import dev.martlet.products.domain.ReservationRejection;
import dev.martlet.products.domain.ReservationStatus;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** What other modules are offered, where products runs. */
public final class ProductsService implements ProductsApi {
    private final Sql sql;
    private final Reservations reservations;
    private final Clock clock;

    /** @param sql runs each statement in a transaction of its own */
    public ProductsService(Sql sql, Reservations reservations, Clock clock) {
        this.sql = sql;
        this.reservations = reservations;
        this.clock = clock;
    }

    @Override
    public StockReservation reserve(ReserveStock request) {
        var attempt = reservations.attempt(sql, request, clock.instant());
        return attempt.granted() ? reserved(attempt.items()) : earlierOrRefused(request, attempt);
    }

    @Override
    public StockConfirmation confirm(ConfirmStock request) {
        var status = reservations.confirm(sql, request.orderId(), clock.instant());
        return status.equals(Optional.of(ReservationStatus.CONFIRMED)) ? new StockConfirmation.Confirmed() : new StockConfirmation.NotReserved();
    }

    @Override
    public StockReleased release(ReleaseStock request) {
        reservations.release(sql, request.orderId(), clock.instant());
        return new StockReleased(reservations.find(sql, request.orderId()).map(Reservation::lines).filter(lines -> !lines.isEmpty()));
    }

    /** An order that holds its items already may have taken the last ones itself: that it has been here comes before any refusal. */
    private StockReservation earlierOrRefused(ReserveStock request, ReservationAttempt attempt) {
        return reservations.find(sql, request.orderId())
                .map(Reservation::answer)
                .orElseGet(() -> refused(ReservationRejection.of(attempt.items()).orElseThrow()));
    }

    private static StockReservation reserved(List<RequestedItem> items) {
        return new StockReservation.Reserved(items.stream().map(ProductsService::line).toList());
    }

    private static StockReservation.Line line(RequestedItem item) {
        var offer = item.offer().orElseThrow();
        return new StockReservation.Line(item.productId(), offer.name(), item.quantity(), offer.price());
    }

    private static StockReservation refused(ReservationRejection refusal) {
        return switch (refusal) {
            case ReservationRejection.UnknownProducts(var productIds) -> new StockReservation.UnknownProducts(productIds);
            case ReservationRejection.MixedCurrencies _ -> new StockReservation.MixedCurrencies();
            case ReservationRejection.InsufficientStock(var productIds) -> new StockReservation.InsufficientStock(productIds);
        };
    }
}
