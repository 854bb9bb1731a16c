package dev.martlet.products.application;

import dev.martlet.products.api.ReserveStock;
import dev.martlet.products.api.StockReservation;
import dev.martlet.products.domain.Product;
import dev.martlet.products.domain.RequestedItem;
import dev.martlet.products.domain.ReservationRejection;
import dev.martlet.products.domain.ReservationStatus;
import dev.martlet.products.domain.Stock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Reservations in memory. They change the stock of the products. */
final class InMemoryReservations implements Reservations {
    private final InMemoryProducts products;
    private final Map<UUID, Reservation> rows = new HashMap<>();

    InMemoryReservations(InMemoryProducts products) {
        this.products = products;
    }

    @Override
    public ReservationAttempt attempt(ReserveStock request, Instant now) {
        var items = request.items().stream().map(this::item).toList();
        boolean granted = !rows.containsKey(request.orderId()) && ReservationRejection.of(items).isEmpty();
        if (granted) {
            var lines = items.stream().map(InMemoryReservations::line).toList();
            rows.put(request.orderId(), new Reservation(ReservationStatus.RESERVED, lines));
            lines.forEach(line -> move(line, -1, 1, now));
        }
        return new ReservationAttempt(granted, items);
    }

    @Override
    public Optional<Reservation> find(UUID orderId) {
        return Optional.ofNullable(rows.get(orderId));
    }

    @Override
    public Optional<ReservationStatus> confirm(UUID orderId, Instant now) {
        find(orderId).filter(row -> row.status() == ReservationStatus.RESERVED).ifPresent(row -> {
            rows.put(orderId, new Reservation(ReservationStatus.CONFIRMED, row.lines()));
            row.lines().forEach(line -> move(line, 0, -1, now));
        });
        return find(orderId).map(Reservation::status);
    }

    @Override
    public void release(UUID orderId, Instant now) {
        var row = find(orderId).orElseGet(() -> new Reservation(ReservationStatus.RELEASED, List.of()));
        rows.put(orderId, new Reservation(ReservationStatus.RELEASED, row.lines()));
        switch (row.status()) {
            case RESERVED -> row.lines().forEach(line -> move(line, 1, -1, now));
            case CONFIRMED -> row.lines().forEach(line -> move(line, 1, 0, now));
            case RELEASED -> { }
        }
    }

    private RequestedItem item(ReserveStock.Item item) {
        var offer = products.lock(item.productId()).map(product ->
                new RequestedItem.Offer(product.details().name(), product.details().price(), product.stock().available() - item.quantity()));
        return new RequestedItem(item.productId(), item.quantity(), offer);
    }

    private static StockReservation.Line line(RequestedItem item) {
        var offer = item.offer().orElseThrow();
        return new StockReservation.Line(item.productId(), offer.name(), item.quantity(), offer.price());
    }

    private void move(StockReservation.Line line, int available, int reserved, Instant now) {
        var product = products.get(line.productId());
        var stock = new Stock(product.stock().available() + available * line.quantity(), product.stock().reserved() + reserved * line.quantity());
        products.put(new Product(product.id(), product.details(), stock, product.createdAt(), now));
    }
}
