package dev.martlet.products.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.platform.core.Money;
import dev.martlet.products.api.ConfirmStock;
import dev.martlet.products.api.ReleaseStock;
import dev.martlet.products.api.ReserveStock;
import dev.martlet.products.api.StockConfirmation;
import dev.martlet.products.api.StockReservation;
import dev.martlet.products.domain.Product;
import dev.martlet.products.domain.ProductDetails;
import dev.martlet.products.domain.Stock;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ProductsServiceTest {
    private final InMemoryProducts products = new InMemoryProducts();
    private final ProductsService service = new ProductsService(new InMemoryReservations(products), Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    private final Product martlet = add("Martlet", Money.of(1999, "EUR"), 5);
    private final ReserveStock order = order(martlet.id(), 5);
    private final List<StockReservation.Line> lines = List.of(new StockReservation.Line(martlet.id(), "Martlet", 5, Money.of(1999, "EUR")));

    @Test
    void aReservationHasTheNamesAndPricesOfTheProducts() {
        assertThat(service.reserve(order)).isEqualTo(new StockReservation.Reserved(lines));
        assertThat(stock()).isEqualTo(new Stock(0, 5));
    }

    @Test
    void aRepeatedReservationOfTheLastPiecesHasTheSameAnswer() {
        service.reserve(order);

        assertThat(service.reserve(order)).isEqualTo(new StockReservation.Reserved(lines));
        assertThat(stock()).isEqualTo(new Stock(0, 5));
    }

    @Test
    void eachRejectionHasItsAnswer() {
        var unknown = UUID.randomUUID();
        var swift = add("Swift", Money.of(500, "CHF"), 5);
        var mixed = new ReserveStock(UUID.randomUUID(), List.of(new ReserveStock.Item(martlet.id(), 1), new ReserveStock.Item(swift.id(), 1)));

        assertThat(service.reserve(order(unknown, 1))).isEqualTo(new StockReservation.UnknownProducts(List.of(unknown)));
        assertThat(service.reserve(order(martlet.id(), 6))).isEqualTo(new StockReservation.InsufficientStock(List.of(martlet.id())));
        assertThat(service.reserve(mixed)).isEqualTo(new StockReservation.MixedCurrencies());
        assertThat(stock()).isEqualTo(Stock.of(5));
    }

    @Test
    void onlyAReservedOrderIsConfirmed() {
        assertThat(confirm()).isEqualTo(new StockConfirmation.NotReserved());

        service.reserve(order);
        assertThat(confirm()).isEqualTo(new StockConfirmation.Confirmed());
        assertThat(confirm()).isEqualTo(new StockConfirmation.Confirmed());
        assertThat(stock()).isEqualTo(Stock.of(0));

        service.release(new ReleaseStock(order.orderId()));
        assertThat(confirm()).isEqualTo(new StockConfirmation.NotReserved());
    }

    @Test
    void aReleaseHasTheLinesThatWereReserved() {
        service.reserve(order);

        assertThat(service.release(new ReleaseStock(order.orderId())).lines()).contains(lines);
        assertThat(stock()).isEqualTo(Stock.of(5));
    }

    @Test
    void aReleaseBeforeTheReservationHasNoLinesAndPreventsIt() {
        assertThat(service.release(new ReleaseStock(order.orderId())).lines()).isEmpty();

        assertThat(service.reserve(order)).isEqualTo(new StockReservation.Released());
        assertThat(stock()).isEqualTo(Stock.of(5));
    }

    private StockConfirmation confirm() {
        return service.confirm(new ConfirmStock(order.orderId()));
    }

    private Stock stock() {
        return products.get(martlet.id()).stock();
    }

    private Product add(String name, Money price, long available) {
        var details = new ProductDetails(Optional.empty(), name, Optional.empty(), price);
        var product = ProductFixture.product(details, Stock.of(available));
        products.put(product);
        return product;
    }

    private static ReserveStock order(UUID productId, int quantity) {
        return new ReserveStock(UUID.randomUUID(), List.of(new ReserveStock.Item(productId, quantity)));
    }
}
