package dev.martlet.customers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.customers.api.CreditReservation;
import dev.martlet.customers.api.CustomerEvents;
import dev.martlet.customers.api.CustomersApi;
import dev.martlet.customers.api.ReleaseCredit;
import dev.martlet.customers.api.ReserveCredit;
import dev.martlet.platform.core.Money;
import dev.martlet.platform.testing.ModuleHarness;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Many requests at the same time. */
class ConcurrentCustomersTest {
    private static ModuleHarness module;

    private final CustomersApi customers = module.api(CustomersApi.class);
    private final CustomersDriver driver = new CustomersDriver(module.http());

    @BeforeAll
    static void start() {
        module = ModuleHarness.of(new CustomersModule()).start();
    }

    @AfterAll
    static void stop() {
        module.close();
    }

    @RepeatedTest(10)
    void ofFiftyOrdersTenFitTheLimit() {
        var ada = driver.registerWithLimit(100);

        var answers = atOnce(50, _ -> customers.reserveCredit(order(ada, 10)));

        assertThat(Collections.frequency(answers, new CreditReservation.Reserved())).isEqualTo(10);
        assertThat(Collections.frequency(answers, new CreditReservation.Insufficient())).isEqualTo(40);
        assertThat(driver.reserved(ada)).isEqualTo(Money.of(100, "EUR"));
    }

    @RepeatedTest(5)
    void repeatedReservationsOfOneOrderReserveItsAmountOnce() {
        var ada = driver.registerWithLimit(100);
        var order = order(ada, 60);

        assertThat(atOnce(20, _ -> customers.reserveCredit(order))).containsOnly(new CreditReservation.Reserved());
        assertThat(driver.reserved(ada)).isEqualTo(Money.of(60, "EUR"));
    }

    @RepeatedTest(5)
    void anOrderThatIsReservedAndReleasedAtTheSameTimeEndsReleased() {
        var ada = driver.registerWithLimit(100);
        var orders = List.of(order(ada, 10), order(ada, 20), order(ada, 30));

        atOnce(30, i -> {
            var order = orders.get(i % orders.size());
            return i / orders.size() % 2 == 0 ? customers.reserveCredit(order) : customers.releaseCredit(new ReleaseCredit(order.orderId()));
        });

        assertThat(orders).allSatisfy(order -> assertThat(customers.reserveCredit(order)).isEqualTo(new CreditReservation.Released()));
        assertThat(driver.reserved(ada)).isEqualTo(Money.zero("EUR"));
    }

    @RepeatedTest(5)
    void aCustomerIsDeletedOrHasReservedCreditButNeverBoth() {
        var ada = driver.registerWithLimit(100);

        var answers = atOnce(10, i -> i == 5 ? driver.delete(ada).status() : customers.reserveCredit(order(ada, 10)));

        boolean deleted = answers.contains(204);
        assertThat(answers.contains(new CreditReservation.Reserved())).isNotEqualTo(deleted);
        assertThat(answers.contains(409)).isNotEqualTo(deleted);
    }

    @Test
    void onlyOneCustomerIsRegisteredWithAnEmail() {
        var email = CustomersDriver.email();
        long before = module.recorded(CustomerEvents.REGISTERED);

        var answers = atOnce(10, i -> module.http().post("/customers", """
                {"email": "%s", "name": "Ada"}
                """.formatted(i % 2 == 0 ? email : email.toUpperCase(Locale.ROOT))).status());

        assertThat(answers).containsOnlyOnce(201);
        assertThat(Collections.frequency(answers, 409)).isEqualTo(9);
        assertThat(module.recorded(CustomerEvents.REGISTERED) - before).isEqualTo(1);
    }

    @Test
    void onlyOneCustomerChangesToAnEmail() {
        var email = CustomersDriver.email();
        var ids = List.of(driver.register(), driver.register(), driver.register(), driver.register());

        var answers = atOnce(ids.size(), i -> driver.change(ids.get(i), "{\"email\": \"" + email + "\"}").status());

        assertThat(answers).containsOnlyOnce(200);
        assertThat(Collections.frequency(answers, 409)).isEqualTo(3);
    }

    private static ReserveCredit order(UUID customerId, long cents) {
        return new ReserveCredit(UUID.randomUUID(), customerId, Money.of(cents, "EUR"));
    }

    private static List<Object> atOnce(int count, IntFunction<Object> work) {
        var start = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<Object>>();
            for (int i = 0; i < count; i++) {
                int number = i;
                running.add(threads.submit(() -> {
                    start.await();
                    return work.apply(number);
                }));
            }
            start.countDown();
            return running.stream().map(ConcurrentCustomersTest::result).toList();
        }
    }

    private static Object result(Future<Object> running) {
        try {
            return running.get();
        } catch (InterruptedException | ExecutionException failure) {
            throw new AssertionError(failure);
        }
    }
}
