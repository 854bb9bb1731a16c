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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a statement answers that saw the stock, then waited for another transaction, and finds it changed. */
class WaitingReservationsTest {
    private static Database database;

    private final ProductFixture fixture = new ProductFixture(database);
    private final ProductsService stock = over(database.sql());

    @BeforeAll
    static void open() {
        database = TestDatabase.open("products");
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void aReservationThatWaitedForADeliveryGetsFromIt() {
        var martlet = fixture.put(3);

        var reservation = answerAfter(tx -> fixture.deliver(tx, martlet, 5), () -> stock.reserve(order(martlet, 4)));

        assertThat(reservation).isInstanceOf(StockReservation.Reserved.class);
        assertThat(fixture.stock(martlet)).isEqualTo(new Stock(4, 4));
    }

    @Test
    void aReservationThatWaitedForAnotherGetsWhatThatLeft() {
        var martlet = fixture.put(5);

        var reservation = answerAfter(tx -> over(tx).reserve(order(martlet, 3)), () -> stock.reserve(order(martlet, 3)));

        assertThat(reservation).isEqualTo(new StockReservation.InsufficientStock(List.of(martlet)));
        assertThat(fixture.stock(martlet)).isEqualTo(new Stock(2, 3));
    }

    @Test
    void aRepetitionThatWaitedForTheFirstTakesNothingMore() {
        var martlet = fixture.put(3);
        var order = order(martlet, 3);

        var reservation = answerAfter(tx -> over(tx).reserve(order), () -> stock.reserve(order));

        assertThat(reservation).isInstanceOf(StockReservation.Reserved.class);
        assertThat(fixture.stock(martlet)).isEqualTo(new Stock(0, 3));
    }

    @Test
    void aReleaseThatWaitedForTheReservationGivesItBack() {
        var martlet = fixture.put(3);
        var order = order(martlet, 3);

        answerAfter(tx -> over(tx).reserve(order), () -> stock.release(new ReleaseStock(order.orderId())));

        assertThat(fixture.stock(martlet)).isEqualTo(Stock.of(3));
        assertThat(stock.reserve(order)).isEqualTo(new StockReservation.Released());
    }

    @Test
    void aReservationThatWaitedForTheMarkOfAReleaseTakesNothing() {
        var martlet = fixture.put(3);
        var order = order(martlet, 3);

        var reservation = answerAfter(tx -> over(tx).release(new ReleaseStock(order.orderId())), () -> stock.reserve(order));

        assertThat(reservation).isEqualTo(new StockReservation.Released());
        assertThat(fixture.stock(martlet)).isEqualTo(Stock.of(3));
    }

    @Test
    void aConfirmationThatWaitedForTheReleaseConfirmsNothing() {
        var martlet = fixture.put(3);
        var order = order(martlet, 3);
        stock.reserve(order);

        var confirmation = answerAfter(
                tx -> over(tx).release(new ReleaseStock(order.orderId())), () -> stock.confirm(new ConfirmStock(order.orderId())));

        assertThat(confirmation).isEqualTo(new StockConfirmation.NotReserved());
        assertThat(fixture.stock(martlet)).isEqualTo(Stock.of(3));
    }

    @Test
    void aConfirmationThatWaitedForAnotherIsConfirmed() {
        var martlet = fixture.put(3);
        var order = order(martlet, 3);
        stock.reserve(order);

        var confirmation = answerAfter(
                tx -> over(tx).confirm(new ConfirmStock(order.orderId())), () -> stock.confirm(new ConfirmStock(order.orderId())));

        assertThat(confirmation).isEqualTo(new StockConfirmation.Confirmed());
        assertThat(fixture.stock(martlet)).isEqualTo(Stock.of(0));
    }

    @Test
    void aReleaseThatWaitedForTheConfirmationGivesBackWhatWasConfirmed() {
        var martlet = fixture.put(3);
        var order = order(martlet, 3);
        stock.reserve(order);

        answerAfter(tx -> over(tx).confirm(new ConfirmStock(order.orderId())), () -> stock.release(new ReleaseStock(order.orderId())));

        assertThat(fixture.stock(martlet)).isEqualTo(Stock.of(3));
    }

    /** Commits {@code first} as soon as {@code second} waits for it; what {@code second} answers then. */
    private <T> T answerAfter(Consumer<Sql> first, Supplier<T> second) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture<T> answer = Transactions.run(database, tx -> {
                first.accept(tx);
                var waiting = CompletableFuture.supplyAsync(second, threads);
                await().pollInterval(Duration.ofMillis(5)).atMost(Duration.ofSeconds(5)).until(fixture::someoneWaits);
                return waiting;
            });
            return answer.join();
        }
    }

    private static ProductsService over(Sql sql) {
        return new ProductsService(sql, new ReservationRepository(), Clock.fixed(ProductFixture.NOW, ZoneOffset.UTC));
    }

    private static ReserveStock order(UUID productId, int quantity) {
        return new ReserveStock(UUID.randomUUID(), List.of(new ReserveStock.Item(productId, quantity)));
    }
}
