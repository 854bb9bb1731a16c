package dev.martlet.products.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.platform.core.Ids;
import dev.martlet.platform.core.Money;
import dev.martlet.platform.sql.AdHocSql;
import dev.martlet.platform.sql.Database;
import dev.martlet.platform.sql.Sql;
import dev.martlet.platform.sql.Transactions;
import dev.martlet.platform.testing.CountedSql;
import dev.martlet.platform.testing.TestDatabase;
import dev.martlet.products.api.ConfirmStock;
import dev.martlet.products.api.ReserveStock;
import dev.martlet.products.api.StockConfirmation;
import dev.martlet.products.api.StockReservation;
import dev.martlet.products.application.ProductsService;
import dev.martlet.products.application.ReservationAttempt;
import dev.martlet.products.domain.Product;
import dev.martlet.products.domain.ProductDetails;
import dev.martlet.products.domain.ReservationRejection;
import dev.martlet.products.domain.Stock;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Many orders in one statement have the outcomes that they would have one by one, in the order of their arrival. */
class BatchedReservationsTest {
    @AutoClose
    private static final Database database = TestDatabase.open("products");

    private final StoredProducts stored = new StoredProducts(database);
    private final CountedSql sql = new CountedSql(database.sql());
    private final ReservationAttemptRepository attempts = new ReservationAttemptRepository(sql);
    private final ProductsService stock = new ProductsService(new BatchedReservations(database), Clock.fixed(StoredProducts.NOW, ZoneOffset.UTC));

    @Test
    void ordersThatCanAllBeGrantedAreOneStatement() {
        var products = stored.add(3, 100);
        var orders = Stream.generate(() -> order(item(products.get(2), 1), item(products.get(0), 2))).limit(40).toList();

        assertThat(attempt(orders)).hasSize(40).allMatch(ReservationAttempt::granted);
        assertThat(sql.statements()).isEqualTo(1);
        assertThat(products).extracting(stored::stock).containsExactly(new Stock(20, 80), Stock.of(100), new Stock(60, 40));
    }

    @Test
    void theLastPieceIsForTheOrderThatCameFirst() {
        var martlet = stored.add(1);

        var outcomes = attempt(List.of(order(item(martlet, 1)), order(item(martlet, 1)), order(item(martlet, 1))));

        assertThat(outcomes).extracting(ReservationAttempt::granted).containsExactly(true, false, false);
        assertThat(outcomes.stream().skip(1)).allSatisfy(refused -> assertThat(ReservationRejection.of(refused.items()))
                .contains(new ReservationRejection.InsufficientStock(List.of(martlet))));
        assertThat(stored.stock(martlet)).isEqualTo(new Stock(0, 1));
    }

    @Test
    void anOrderThatCannotBeGrantedTakesNothingFromThoseAfterIt() {
        var martlet = stored.add(2);
        var swift = stored.add(1);
        var refused = order(item(martlet, 2), item(swift, 5));
        var unknown = order(item(martlet, 2), item(UUID.randomUUID(), 1));

        var outcomes = attempt(List.of(refused, unknown, order(item(martlet, 2))));

        assertThat(outcomes).extracting(ReservationAttempt::granted).containsExactly(false, false, true);
        assertThat(stored.stock(martlet)).isEqualTo(new Stock(0, 2));
        assertThat(stored.stock(swift)).isEqualTo(Stock.of(1));
    }

    @Test
    void anOrderThatComesTooLateTakesNothingFromThoseAfterIt() {
        var martlet = stored.add(3);
        var swift = stored.add(3);
        var orders = List.of(
                order(item(martlet, 2)), order(item(martlet, 2), item(swift, 3)), order(item(martlet, 1)), order(item(swift, 3)));

        assertThat(attempt(orders)).extracting(ReservationAttempt::granted).containsExactly(true, false, true, true);
        assertThat(stored.stock(martlet)).isEqualTo(new Stock(0, 3));
        assertThat(stored.stock(swift)).isEqualTo(new Stock(0, 3));
    }

    @Test
    void aRepetitionTakesNothingFromTheOrdersOfItsBatch() {
        var martlet = stored.add(2);
        var repeated = order(item(martlet, 1));
        attempt(List.of(repeated));

        var outcomes = attempt(List.of(repeated, order(item(martlet, 1))));

        assertThat(outcomes).extracting(ReservationAttempt::granted).containsExactly(false, true);
        assertThat(stock.reserve(repeated)).isInstanceOf(StockReservation.Reserved.class);
        assertThat(stored.stock(martlet)).isEqualTo(new Stock(0, 2));
    }

    @Test
    void ordersOfDifferentCurrenciesAreGrantedTogetherButNoOrderOfTwo() {
        var euro = stored.add(5);
        var yen = yenProduct(5);

        var outcomes = attempt(List.of(order(item(euro, 1)), order(item(euro, 1), item(yen, 1)), order(item(yen, 1))));

        assertThat(outcomes).extracting(ReservationAttempt::granted).containsExactly(true, false, true);
        assertThat(ReservationRejection.of(outcomes.get(1).items())).contains(new ReservationRejection.MixedCurrencies());
        assertThat(stored.stock(euro)).isEqualTo(new Stock(4, 1));
        assertThat(stored.stock(yen)).isEqualTo(new Stock(4, 1));
    }

    @Test
    void aHotProductIsExact() throws Exception {
        var martlet = stored.add(50);
        var orders = Stream.generate(() -> order(item(martlet, 1))).limit(64).toList();

        var reservations = concurrently(orders.stream().<Callable<StockReservation>>map(order -> () -> stock.reserve(order)).toList());
        assertThat(Collections.frequency(reservations, new StockReservation.InsufficientStock(List.of(martlet)))).isEqualTo(14);
        assertThat(stored.stock(martlet)).isEqualTo(new Stock(0, 50));

        var confirmations = concurrently(orders.stream()
                .<Callable<StockConfirmation>>map(order -> () -> stock.confirm(new ConfirmStock(order.orderId())))
                .toList());
        assertThat(confirmations).isEqualTo(reservations.stream()
                .map(reserved -> reserved instanceof StockReservation.Reserved ? new StockConfirmation.Confirmed() : new StockConfirmation.NotReserved())
                .toList());
        assertThat(stored.stock(martlet)).isEqualTo(Stock.of(0));
    }

    @Test
    void aConfirmationTouchesNoIndex() {
        var products = stored.add(2, 10);
        var orders = IntStream.range(0, 5).mapToObj(_ -> order(item(products.get(0), 1), item(products.get(1), 1))).toList();

        Transactions.run(database, tx -> {
            long before = updatesOfIndexes(tx);
            new ReservationAttemptRepository(tx).of(orders, StoredProducts.NOW);
            assertThat(new ReservationRepository(tx).confirm(orders.stream().map(ReserveStock::orderId).toList(), StoredProducts.NOW)).hasSize(5);
            assertThat(updatesOfIndexes(tx)).isEqualTo(before);
            return true;
        });
    }

    private static long updatesOfIndexes(Sql tx) {
        return new AdHocSql(tx)
                .first("select sum(n_tup_upd - n_tup_hot_upd) as updates from pg_stat_xact_user_tables", row -> row.number("updates"))
                .orElseThrow();
    }

    private List<ReservationAttempt> attempt(List<ReserveStock> orders) {
        return attempts.of(orders, StoredProducts.NOW);
    }

    private static UUID yenProduct(long pieces) {
        var details = new ProductDetails(Optional.empty(), "Swift", Optional.empty(), Money.of(100, "JPY"));
        var product = Product.registered(Ids.next(), details, pieces, StoredProducts.NOW);
        new ProductRepository(database).add(product);
        return product.id();
    }

    private static ReserveStock.Item item(UUID product, int quantity) {
        return new ReserveStock.Item(product, quantity);
    }

    private static ReserveStock order(ReserveStock.Item... items) {
        return new ReserveStock(Ids.next(), List.of(items));
    }

    private static <T> List<T> concurrently(List<Callable<T>> tasks) throws InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAll(tasks).stream().map(Future::resultNow).toList();
        }
    }
}
