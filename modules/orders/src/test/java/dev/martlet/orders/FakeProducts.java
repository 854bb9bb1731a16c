package dev.martlet.orders;

import dev.martlet.orders.FaultInjector.Kind;
import dev.martlet.platform.core.Money;
import dev.martlet.products.api.ConfirmStock;
import dev.martlet.products.api.ProductsApi;
import dev.martlet.products.api.ReleaseStock;
import dev.martlet.products.api.ReserveStock;
import dev.martlet.products.api.StockConfirmation;
import dev.martlet.products.api.StockReleased;
import dev.martlet.products.api.StockReservation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Products in memory, with the semantics of the real module: a release that comes first refuses a later reservation. */
public final class FakeProducts implements ProductsApi {
    public volatile FaultInjector faults = FaultInjector.none();
    private final Map<UUID, Money> prices = new HashMap<>();
    private final Map<UUID, Integer> stock = new HashMap<>();
    private final Map<UUID, Reservation> reservations = new HashMap<>();

    private enum State { RESERVED, CONFIRMED, RELEASED }

    private record Reservation(State state, List<StockReservation.Line> lines) {}

    public synchronized UUID add(Money price, int pieces) {
        var id = UUID.randomUUID();
        prices.put(id, price);
        stock.put(id, pieces);
        return id;
    }

    public synchronized void setStock(UUID id, int pieces) {
        stock.put(id, pieces);
    }

    public synchronized int stock(UUID id) {
        return stock.get(id);
    }

    public synchronized boolean isReserved(UUID orderId) {
        return reservations.containsKey(orderId) && reservations.get(orderId).state() == State.RESERVED;
    }

    @Override
    public StockReservation reserve(ReserveStock request) {
        return faults.around(Kind.CALL, () -> reserveOnce(request));
    }

    @Override
    public StockConfirmation confirm(ConfirmStock request) {
        return faults.around(Kind.CALL, () -> take(request.orderId()));
    }

    @Override
    public StockReleased release(ReleaseStock request) {
        return faults.around(Kind.CALL, () -> giveBack(request.orderId()));
    }

    private synchronized StockReservation reserveOnce(ReserveStock request) {
        var earlier = reservations.get(request.orderId());
        if (earlier == null) {
            return reserveNow(request);
        }
        return earlier.state() == State.RELEASED ? new StockReservation.Released() : new StockReservation.Reserved(earlier.lines());
    }

    private synchronized StockConfirmation take(UUID orderId) {
        var reservation = reservations.get(orderId);
        if (reservation == null || reservation.state() == State.RELEASED) {
            return new StockConfirmation.NotReserved();
        }
        reservations.put(orderId, new Reservation(State.CONFIRMED, reservation.lines()));
        return new StockConfirmation.Confirmed();
    }

    private synchronized StockReleased giveBack(UUID orderId) {
        var reservation = reservations.getOrDefault(orderId, new Reservation(State.RELEASED, List.of()));
        reservations.put(orderId, new Reservation(State.RELEASED, reservation.lines()));
        if (reservation.state() != State.RELEASED) {
            reservation.lines().forEach(line -> stock.merge(line.productId(), line.quantity(), Integer::sum));
        }
        return new StockReleased(Optional.of(reservation.lines()).filter(lines -> !lines.isEmpty()));
    }

    private StockReservation reserveNow(ReserveStock request) {
        var ids = request.items().stream().map(ReserveStock.Item::productId).toList();
        var unknown = ids.stream().filter(id -> !prices.containsKey(id)).toList();
        if (!unknown.isEmpty()) {
            return new StockReservation.UnknownProducts(unknown);
        }
        if (ids.stream().map(prices::get).map(Money::currency).distinct().count() > 1) {
            return new StockReservation.MixedCurrencies();
        }
        var insufficient = request.items().stream()
                .filter(item -> stock.get(item.productId()) < item.quantity())
                .map(ReserveStock.Item::productId)
                .toList();
        return insufficient.isEmpty() ? hold(request) : new StockReservation.InsufficientStock(insufficient);
    }

    private StockReservation hold(ReserveStock request) {
        var lines = request.items().stream()
                .map(item -> new StockReservation.Line(item.productId(), "A thing", item.quantity(), prices.get(item.productId())))
                .toList();
        lines.forEach(line -> stock.merge(line.productId(), -line.quantity(), Integer::sum));
        reservations.put(request.orderId(), new Reservation(State.RESERVED, lines));
        return new StockReservation.Reserved(lines);
    }
}
