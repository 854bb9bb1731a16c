package dev.martlet.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.orders.FaultInjector.Moment;
import dev.martlet.platform.sql.AdHocSql;
import dev.martlet.platform.testing.RestClient.Response;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Idempotency keys of orders: one key, one order. */
class OrderIdempotencyTest {
    private static final String KEY = "Idempotency-Key";
    private static final String REPLAYED = "Idempotency-Replayed";
    @RegisterExtension
    static final OrdersProcess shop = new OrdersProcess();

    @Test
    void aRepeatedKeyGetsTheFirstResponseEvenAfterARestart() {
        var first = shop.place(2, KEY, "k").expect(201);
        shop.restart();

        var second = shop.place(2, KEY, "k").expect(201);

        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        assertThat(second.header(REPLAYED)).contains("true");
        assertThat(first.header(REPLAYED)).isEmpty();
        assertThat(shop.payments.charges).hasSize(1);
    }

    @Test
    void aRejectionIsReplayedToo() {
        var first = shop.place(5000, KEY, "k").expect(409);
        shop.products.setStock(shop.product, 9000);

        assertThat(shop.place(5000, KEY, "k").expect(409).body()).isEqualTo(first.body());
    }

    @Test
    void aKeyIsForOneBody() {
        shop.place(2, KEY, "k").expect(201);

        assertThat(shop.place(3, KEY, "k").expect(422).code()).isEqualTo("idempotency-key-reused");
    }

    @Test
    void concurrentRequestsWithOneKeyPlaceOneOrder() throws Exception {
        try (var other = shop.start(); var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Response> here = () -> shop.place(1, KEY, "race");
            Callable<Response> there = () -> other.http().post("/orders", shop.card(shop.product, 1), KEY, "race");
            var requests = Stream.of(here, there, here, there, here, there, here, there).toList();

            var answers = threads.invokeAll(requests).stream().map(Future::resultNow).toList();

            assertThat(answers).extracting(Response::status).containsAnyOf(201).isSubsetOf(201, 409);
            assertThat(answers.stream().filter(answer -> answer.status() == 201).map(Response::body).distinct()).hasSize(1);
            assertThat(shop.payments.charges).hasSize(1);
            assertThat(shop.http().get("/orders").json().path("items").size()).isEqualTo(1);
        }
    }

    @Test
    void aKeyIsInProgressWhileItsFirstRequestIs() throws Exception {
        var isCharging = new CountDownLatch(1);
        var mayGoOn = new CompletableFuture<Void>();
        shop.payments.faults = (moment, _) -> {
            if (moment == Moment.BEFORE) {
                isCharging.countDown();
                mayGoOn.join();
            }
        };
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> shop.place(1, KEY, "k"));
            isCharging.await();

            var second = shop.place(1, KEY, "k").expect(409);

            assertThat(second.code()).isEqualTo("idempotency-key-in-progress");
            assertThat(second.header("Retry-After")).isPresent();
            mayGoOn.complete(null);
            assertThat(shop.place(1, KEY, "k").header(REPLAYED).isPresent() || first.get().status() == 201).isTrue();
            first.get().expect(201);
        }
        assertThat(shop.place(1, KEY, "k").expect(201).header(REPLAYED)).contains("true");
        assertThat(shop.payments.charges).hasSize(1);
    }

    @Test
    void theFirstResponseIsReplayedEvenIfItsOrderWasPending() {
        shop.payments.unanswered = 2;
        var pending = shop.place(1, KEY, "k").expect(202);
        await().atMost(Duration.ofSeconds(20)).until(() -> shop.http().get("/orders/" + pending.text("id")).text("status").equals("CONFIRMED"));

        var again = shop.place(1, KEY, "k").expect(202);

        assertThat(again.body()).isEqualTo(pending.body());
        assertThat(again.header("Location")).isEqualTo(pending.header("Location"));
        assertThat(again.header(REPLAYED)).contains("true");
        assertThat(shop.payments.charges).hasSize(1);
    }

    @Test
    void theResponseToACancellationIsStored() {
        var path = "/orders/" + shop.place(1).text("id") + "/cancel";

        var first = shop.http().post(path, "", KEY, "c").expect(200);
        var second = shop.http().post(path, "", KEY, "c").expect(200);

        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.header(REPLAYED)).contains("true");
    }

    @Test
    void anUnfinishedCancellationIsRepeated() {
        var path = "/orders/" + shop.place(1).text("id") + "/cancel";
        shop.payments.unanswered = 1;

        shop.http().post(path, "", KEY, "c").expect(202);

        assertThat(shop.http().post(path, "", KEY, "c").expect(200).text("status")).isEqualTo("CANCELLED");
    }

    @Test
    void theTokenIsDeletedOnceTheOrderIsFinal() {
        shop.place(1).expect(201);
        shop.place(5000).expect(409);

        var tokens = new AdHocSql(shop.harness().database().sql()).first("select count(payment_token) as n from orders", row -> row.number("n"));

        assertThat(tokens).contains(0L);
    }
}
