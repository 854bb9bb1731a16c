package dev.martlet.products.application;

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

/** Implements {@link ProductsApi}. */
public final class ProductsService implements ProductsApi {
    private final Reservations reservations;
    private final Clock clock;

    public ProductsService(Reservations reservations, Clock clock) {
        this.reservations = reservations;
        this.clock = clock;
    }

    @Override
    public StockReservation reserve(ReserveStock request) {
        var attempt = reservations.attempt(request, clock.instant());
        return attempt.granted() ? reserved(attempt.items()) : earlierOrRejected(request, attempt);
    }

    @Override
    public StockConfirmation confirm(ConfirmStock request) {
        var status = reservations.confirm(request.orderId(), clock.instant());
        return status.equals(Optional.of(ReservationStatus.CONFIRMED)) ? new StockConfirmation.Confirmed() : new StockConfirmation.NotReserved();
    }

    @Override
    public StockReleased release(ReleaseStock request) {
        reservations.release(request.orderId(), clock.instant());
        return new StockReleased(reservations.find(request.orderId()).map(Reservation::lines).filter(lines -> !lines.isEmpty()));
    }

    /** The reservation of an earlier call comes before a rejection: it may hold the last pieces itself. */
    private StockReservation earlierOrRejected(ReserveStock request, ReservationAttempt attempt) {
        return reservations.find(request.orderId())
                .map(Reservation::answer)
                .orElseGet(() -> rejected(ReservationRejection.of(attempt.items()).orElseThrow()));
    }

    private static StockReservation reserved(List<RequestedItem> items) {
        return new StockReservation.Reserved(items.stream().map(ProductsService::line).toList());
    }

    private static StockReservation.Line line(RequestedItem item) {
        var offer = item.offer().orElseThrow();
        return new StockReservation.Line(item.productId(), offer.name(), item.quantity(), offer.price());
    }

    private static StockReservation rejected(ReservationRejection rejection) {
        return switch (rejection) {
            case ReservationRejection.UnknownProducts(var productIds) -> new StockReservation.UnknownProducts(productIds);
            case ReservationRejection.MixedCurrencies _ -> new StockReservation.MixedCurrencies();
            case ReservationRejection.InsufficientStock(var productIds) -> new StockReservation.InsufficientStock(productIds);
        };
    }
}
