package dev.martlet.products.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.platform.sql.Database;
import dev.martlet.platform.testing.TestDatabase;
import dev.martlet.products.api.ConfirmStock;
import dev.martlet.products.api.ReleaseStock;
import dev.martlet.products.api.ReserveStock;
import dev.martlet.products.api.StockReservation;
import dev.martlet.products.application.ProductsService;
import dev.martlet.products.domain.Stock;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Concurrent reservations, confirmations and releases, in the batches of several processes. */
class ConcurrentReservationsTest {
    @AutoClose
    private static final Database database = TestDatabase.open("products");

    private final StoredProducts stored = new StoredProducts(database);
    private final List<ProductsService> processes = Stream.generate(ConcurrentReservationsTest::service).limit(3).toList();
    private final ProductsService stock = processes.getFirst();
    private final Random random = new Random(20_260_301);

    @Test
    void concurrentReservationsOfTheSameProductsNeitherDeadlockNorOversell() throws Exception {
        var products = stored.add(5, 60);
        var orders = Stream.generate(() -> orderOfAll(products)).limit(100).toList();

        var answers = concurrently(IntStream.range(0, 100)
                .<Callable<StockReservation>>mapToObj(i -> () -> process(i).reserve(orders.get(i)))
                .toList());

        assertThat(answers.stream().filter(StockReservation.Reserved.class::isInstance)).hasSize(60);
        assertThat(answers.stream().filter(StockReservation.InsufficientStock.class::isInstance)).hasSize(40);
        assertThat(products).allSatisfy(product -> assertThat(stored.stock(product)).isEqualTo(new Stock(0, 60)));
    }

    @Test
    void tenConcurrentReservationsOfAnOrderReserveOnce() throws Exception {
        var products = stored.add(3, 10);
        var order = orderOfAll(products);

        var answers = concurrently(IntStream.range(0, 10).<Callable<StockReservation>>mapToObj(i -> () -> process(i).reserve(order)).toList());

        assertThat(answers).hasOnlyElementsOfType(StockReservation.Reserved.class);
        assertThat(Set.copyOf(answers)).hasSize(1);
        assertThat(products).allSatisfy(product -> assertThat(stored.stock(product)).isEqualTo(new Stock(9, 1)));
    }

    @Test
    void concurrentConfirmationsAndReleasesOfAnOrderEndReleased() throws Exception {
        var products = stored.add(3, 10);
        var order = orderOfAll(products);

        concurrently(IntStream.range(0, 30).<Callable<Object>>mapToObj(i -> () -> switch (i % 3) {
            case 0 -> process(i / 3).reserve(order);
            case 1 -> process(i / 3).confirm(new ConfirmStock(order.orderId()));
            default -> process(i / 3).release(new ReleaseStock(order.orderId()));
        }).toList());

        assertThat(stock.reserve(order)).isEqualTo(new StockReservation.Released());
        assertThat(products).allSatisfy(product -> assertThat(stored.stock(product)).isEqualTo(Stock.of(10)));
    }

    private static ProductsService service() {
        return new ProductsService(new BatchedReservations(database), Clock.fixed(StoredProducts.NOW, ZoneOffset.UTC));
    }

    private ProductsService process(int i) {
        return processes.get(i % processes.size());
    }

    private ReserveStock orderOfAll(List<UUID> products) {
        var shuffled = new ArrayList<>(products);
        Collections.shuffle(shuffled, random);
        return new ReserveStock(UUID.randomUUID(), shuffled.stream().map(product -> new ReserveStock.Item(product, 1)).toList());
    }

    private static <T> List<T> concurrently(List<? extends Callable<? extends T>> tasks) throws InterruptedException, ExecutionException {
        var start = new CyclicBarrier(tasks.size());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<Future<? extends T>>();
            for (var task : tasks) {
                answers.add(threads.submit(() -> {
                    start.await();
                    return task.call();
                }));
            }
            var results = new ArrayList<T>();
            for (var answer : answers) {
                results.add(answer.get());
            }
            return results;
        }
    }
}
