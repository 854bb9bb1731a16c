package dev.martlet.products.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.platform.sql.Database;
import dev.martlet.platform.sql.Sql;
import dev.martlet.platform.sql.Transactions;
import dev.martlet.platform.testing.TestDatabase;
import dev.martlet.products.api.ConfirmStock;
import dev.martlet.products.api.ReleaseStock;
import dev.martlet.products.api.ReserveStock;
import dev.martlet.products.api.StockConfirmation;
import dev.martlet.products.api.StockReservation;
import dev.martlet.products.application.ProductsService;
import dev.martlet.products.domain.Stock;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Statements that wait for a lock and then see rows that have changed since their snapshot. */
class WaitingReservationsTest {
    @AutoClose
    private static final Database database = TestDatabase.open("products");

    private final StoredProducts stored = new StoredProducts(database);
    private final ProductsService stock = service(database.sql());

    @Test
    void aReservationThatWaitedForADeliveryUsesIt() {
        var martlet = stored.add(3);

        var reservation = resultAfter(tx -> stored.deliver(tx, martlet, 5), () -> stock.reserve(order(martlet, 4)));

        assertThat(reservation).isInstanceOf(StockReservation.Reserved.class);
        assertThat(stored.stock(martlet)).isEqualTo(new Stock(4, 4));
    }

    @Test
    void aReservationThatWaitedForAnotherUsesTheRemainingStock() {
        var martlet = stored.add(5);

        var reservation = resultAfter(tx -> service(tx).reserve(order(martlet, 3)), () -> stock.reserve(order(martlet, 3)));

        assertThat(reservation).isEqualTo(new StockReservation.InsufficientStock(List.of(martlet)));
        assertThat(stored.stock(martlet)).isEqualTo(new Stock(2, 3));
    }

    @Test
    void aRepetitionThatWaitedForTheFirstReservesNothingMore() {
        var martlet = stored.add(3);
        var order = order(martlet, 3);

        var reservation = resultAfter(tx -> service(tx).reserve(order), () -> stock.reserve(order));

        assertThat(reservation).isInstanceOf(StockReservation.Reserved.class);
        assertThat(stored.stock(martlet)).isEqualTo(new Stock(0, 3));
    }

    @Test
    void aReleaseThatWaitedForTheReservationReturnsItsStock() {
        var martlet = stored.add(3);
        var order = order(martlet, 3);

        resultAfter(tx -> service(tx).reserve(order), () -> stock.release(new ReleaseStock(order.orderId())));

        assertThat(stored.stock(martlet)).isEqualTo(Stock.of(3));
        assertThat(stock.reserve(order)).isEqualTo(new StockReservation.Released());
    }

    @Test
    void aReservationThatWaitedForAReleaseReservesNothing() {
        var martlet = stored.add(3);
        var order = order(martlet, 3);

        var reservation = resultAfter(tx -> service(tx).release(new ReleaseStock(order.orderId())), () -> stock.reserve(order));

        assertThat(reservation).isEqualTo(new StockReservation.Released());
        assertThat(stored.stock(martlet)).isEqualTo(Stock.of(3));
    }

    @Test
    void aConfirmationThatWaitedForTheReleaseConfirmsNothing() {
        var martlet = stored.add(3);
        var order = order(martlet, 3);
        stock.reserve(order);

        var confirmation = resultAfter(
                tx -> service(tx).release(new ReleaseStock(order.orderId())), () -> stock.confirm(new ConfirmStock(order.orderId())));

        assertThat(confirmation).isEqualTo(new StockConfirmation.NotReserved());
        assertThat(stored.stock(martlet)).isEqualTo(Stock.of(3));
    }

    @Test
    void aConfirmationThatWaitedForAnotherIsConfirmed() {
        var martlet = stored.add(3);
        var order = order(martlet, 3);
        stock.reserve(order);

        var confirmation = resultAfter(
                tx -> service(tx).confirm(new ConfirmStock(order.orderId())), () -> stock.confirm(new ConfirmStock(order.orderId())));

        assertThat(confirmation).isEqualTo(new StockConfirmation.Confirmed());
        assertThat(stored.stock(martlet)).isEqualTo(Stock.of(0));
    }

    @Test
    void aReleaseThatWaitedForTheConfirmationReturnsTheConfirmedStock() {
        var martlet = stored.add(3);
        var order = order(martlet, 3);
        stock.reserve(order);

        resultAfter(tx -> service(tx).confirm(new ConfirmStock(order.orderId())), () -> stock.release(new ReleaseStock(order.orderId())));

        assertThat(stored.stock(martlet)).isEqualTo(Stock.of(3));
    }

    /** Commits {@code first} as soon as {@code second} waits for its locks. @return the result of {@code second} */
    private <T> T resultAfter(Consumer<Sql> first, Supplier<T> second) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture<T> answer = Transactions.run(database, tx -> {
                first.accept(tx);
                var waiting = CompletableFuture.supplyAsync(second, threads);
                await().pollInterval(Duration.ofMillis(5)).atMost(Duration.ofSeconds(5)).until(stored::isStatementBlocked);
                return waiting;
            });
            return answer.join();
        }
    }

    private static ProductsService service(Sql sql) {
        return new ProductsService(new ReservationRepository(sql), Clock.fixed(StoredProducts.NOW, ZoneOffset.UTC));
    }

    private static ReserveStock order(UUID productId, int quantity) {
        return new ReserveStock(UUID.randomUUID(), List.of(new ReserveStock.Item(productId, quantity)));
    }
}
