package dev.martlet.products;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.martlet.platform.core.Money;
import dev.martlet.platform.testing.ModuleHarness;
import dev.martlet.platform.testing.Placement;
import dev.martlet.products.api.ConfirmStock;
import dev.martlet.products.api.ProductsApi;
import dev.martlet.products.api.ReleaseStock;
import dev.martlet.products.api.ReserveStock;
import dev.martlet.products.api.StockConfirmation;
import dev.martlet.products.api.StockReservation;
import dev.martlet.products.domain.Stock;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract of {@link ProductsApi}, in every placement of the module. */
@ParameterizedClass
@EnumSource
class ProductsApiTest {
    private static ModuleHarness module;

    private final ProductsApi products;
    private final ProductsDriver driver;

    ProductsApiTest(Placement placement) {
        products = module.api(ProductsApi.class, placement);
        driver = new ProductsDriver(module.http());
    }

    @BeforeAll
    static void start() {
        module = ModuleHarness.of(new ProductsModule()).start();
    }

    @AfterAll
    static void stop() {
        module.close();
    }

    @Test
    void aReservationHasTheCurrentPricesInTheOrderOfTheItems() {
        var last = driver.register("Swift", 500, "EUR", 10);
        var first = driver.register("Martlet", 1999, "EUR", 10);

        var reservation = products.reserve(order(new ReserveStock.Item(first, 2), new ReserveStock.Item(last, 3)));

        assertThat(reservation).isEqualTo(new StockReservation.Reserved(List.of(
                new StockReservation.Line(first, "Martlet", 2, Money.of(1999, "EUR")),
                new StockReservation.Line(last, "Swift", 3, Money.of(500, "EUR")))));
        assertThat(driver.stock(first)).isEqualTo(new Stock(8, 2));
        assertThat(driver.stock(last)).isEqualTo(new Stock(7, 3));
    }

    @Test
    void aRepeatedReservationHasTheSameLinesAndReservesNothingMore() {
        var martlet = driver.register("Martlet", 1999, "EUR", 5);
        var swift = driver.register("Swift", 500, "EUR", 5);
        var order = order(new ReserveStock.Item(swift, 5), new ReserveStock.Item(martlet, 5));
        var first = products.reserve(order);
        driver.rename(martlet, "House martin", 2099);

        assertThat(products.reserve(order)).isEqualTo(first);
        assertThat(driver.stock(martlet)).isEqualTo(new Stock(0, 5));
    }

    @Test
    void aRepeatedReservationOfAConfirmedOrderHasTheSameLines() {
        var order = order(new ReserveStock.Item(driver.register(1), 1));
        var first = products.reserve(order);
        products.confirm(new ConfirmStock(order.orderId()));

        assertThat(products.reserve(order)).isEqualTo(first);
    }

    @Test
    void unknownProductsAreNamedAndNothingIsReserved() {
        var known = driver.register(10);
        var unknown = UUID.randomUUID();

        assertThat(products.reserve(order(new ReserveStock.Item(known, 1), new ReserveStock.Item(unknown, 1))))
                .isEqualTo(new StockReservation.UnknownProducts(List.of(unknown)));
        assertThat(driver.stock(known)).isEqualTo(Stock.of(10));
    }

    @Test
    void productsOfTwoCurrenciesAreNotReserved() {
        var euro = driver.register("Martlet", 100, "EUR", 1);
        var yen = driver.register("Swift", 100, "JPY", 1);

        assertThat(products.reserve(order(new ReserveStock.Item(euro, 2), new ReserveStock.Item(yen, 1))))
                .isEqualTo(new StockReservation.MixedCurrencies());
        assertThat(driver.stock(yen)).isEqualTo(Stock.of(1));
    }

    @Test
    void productsWithTooLittleStockAreNamedAndNothingIsReserved() {
        var enough = driver.register(2);
        var tooLittle = driver.register(1);

        assertThat(products.reserve(order(new ReserveStock.Item(tooLittle, 2), new ReserveStock.Item(enough, 2))))
                .isEqualTo(new StockReservation.InsufficientStock(List.of(tooLittle)));
        assertThat(driver.stock(enough)).isEqualTo(Stock.of(2));
    }

    @Test
    void aRejectedOrderMayReserveAgain() {
        var martlet = driver.register(1);
        var holder = order(new ReserveStock.Item(martlet, 1));
        var waiting = order(new ReserveStock.Item(martlet, 1));
        products.reserve(holder);
        products.reserve(waiting);
        products.release(new ReleaseStock(holder.orderId()));

        assertThat(products.reserve(waiting)).isInstanceOf(StockReservation.Reserved.class);
    }

    @Test
    void confirmedStockIsRemovedOnce() {
        var martlet = driver.register(10);
        var order = order(new ReserveStock.Item(martlet, 4));
        products.reserve(order);

        assertThat(products.confirm(new ConfirmStock(order.orderId()))).isEqualTo(new StockConfirmation.Confirmed());
        assertThat(products.confirm(new ConfirmStock(order.orderId()))).isEqualTo(new StockConfirmation.Confirmed());
        assertThat(driver.stock(martlet)).isEqualTo(Stock.of(6));
    }

    @Test
    void anOrderWithoutReservedStockIsNotConfirmed() {
        var released = order(new ReserveStock.Item(driver.register(1), 1));
        products.reserve(released);
        products.release(new ReleaseStock(released.orderId()));

        assertThat(products.confirm(new ConfirmStock(UUID.randomUUID()))).isEqualTo(new StockConfirmation.NotReserved());
        assertThat(products.confirm(new ConfirmStock(released.orderId()))).isEqualTo(new StockConfirmation.NotReserved());
    }

    @Test
    void reservedStockIsReturnedOnce() {
        var martlet = driver.register(10);
        var order = order(new ReserveStock.Item(martlet, 4));
        products.reserve(order);

        var released = products.release(new ReleaseStock(order.orderId()));
        assertThat(released.lines().orElseThrow()).singleElement().matches(line -> line.productId().equals(martlet) && line.quantity() == 4);
        assertThat(products.release(new ReleaseStock(order.orderId()))).isEqualTo(released);
        assertThat(driver.stock(martlet)).isEqualTo(Stock.of(10));
    }

    @Test
    void confirmedStockIsReturnedOnce() {
        var martlet = driver.register(10);
        var order = order(new ReserveStock.Item(martlet, 4));
        products.reserve(order);
        products.confirm(new ConfirmStock(order.orderId()));

        products.release(new ReleaseStock(order.orderId()));
        products.release(new ReleaseStock(order.orderId()));

        assertThat(driver.stock(martlet)).isEqualTo(Stock.of(10));
    }

    @Test
    void aReleasedOrderCannotReserveAgain() {
        var martlet = driver.register(10);
        var order = order(new ReserveStock.Item(martlet, 4));
        products.reserve(order);
        products.release(new ReleaseStock(order.orderId()));

        assertThat(products.reserve(order)).isEqualTo(new StockReservation.Released());
        assertThat(driver.stock(martlet)).isEqualTo(Stock.of(10));
    }

    @Test
    void anOrderThatIsReleasedFirstCannotReserve() {
        var martlet = driver.register(10);
        var order = order(new ReserveStock.Item(martlet, 4));
        products.release(new ReleaseStock(order.orderId()));

        assertThat(products.reserve(order)).isEqualTo(new StockReservation.Released());
        assertThat(driver.stock(martlet)).isEqualTo(Stock.of(10));
    }

    @Test
    void theLargestOrderIsReservedAndReleased() {
        var items = Stream.generate(() -> new ReserveStock.Item(driver.register(10_000), 10_000)).limit(100).toArray(ReserveStock.Item[]::new);
        var order = order(items);

        var reservation = products.reserve(order);

        assertThat(reservation).isInstanceOfSatisfying(StockReservation.Reserved.class, reserved -> assertThat(reserved.lines())
                .extracting(StockReservation.Line::productId)
                .containsExactlyElementsOf(order.items().stream().map(ReserveStock.Item::productId).toList()));
        assertThat(driver.stock(items[99].productId())).isEqualTo(new Stock(0, 10_000));
        assertThat(products.release(new ReleaseStock(order.orderId())).lines().orElseThrow()).hasSize(order.items().size());
        assertThat(driver.stock(items[99].productId())).isEqualTo(Stock.of(10_000));
    }

    @Test
    void aRequestOutOfRangeIsInvalid() {
        var martlet = UUID.randomUUID();

        assertThatIllegalArgumentException().isThrownBy(() -> new ReserveStock.Item(martlet, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new ReserveStock.Item(martlet, 10_001));
        assertThatIllegalArgumentException().isThrownBy(() -> order());
        assertThatIllegalArgumentException().isThrownBy(() -> order(
                Stream.generate(() -> new ReserveStock.Item(UUID.randomUUID(), 1)).limit(101).toArray(ReserveStock.Item[]::new)));
    }

    @Test
    void aRequestWithAProductTwiceIsInvalid() {
        var martlet = UUID.randomUUID();

        assertThatIllegalArgumentException().isThrownBy(() -> order(new ReserveStock.Item(martlet, 1), new ReserveStock.Item(martlet, 2)));
    }

    private static ReserveStock order(ReserveStock.Item... items) {
        return new ReserveStock(UUID.randomUUID(), List.of(items));
    }
}
