package dev.martlet.customers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.customers.api.CreditReservation;
import dev.martlet.customers.api.CustomersApi;
import dev.martlet.customers.api.ReleaseCredit;
import dev.martlet.customers.api.ReserveCredit;
import dev.martlet.customers.domain.CreditStatus;
import dev.martlet.platform.core.Money;
import dev.martlet.platform.sql.AdHocSql;
import dev.martlet.platform.testing.ModuleHarness;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Compares the credit in the database with a simple model of it. */
class CreditAlgebraTest {
    private static ModuleHarness module;

    @BeforeContainer
    static void start() {
        module = ModuleHarness.of(new CustomersModule()).start();
    }

    @AfterContainer
    static void stop() {
        module.close();
    }

    /** One change of a customer's credit. */
    sealed interface Step {
        record Reserve(int order) implements Step {}

        record Release(int order) implements Step {}

        record Limit(long cents) implements Step {}
    }

    @Property(tries = 60)
    void everySequenceOfStepsHasTheResultsOfTheModel(@ForAll("steps") List<Step> steps) {
        var real = new Real();
        var expected = new Model();
        for (Step step : steps) {
            assertThat(real.take(step)).isEqualTo(expected.take(step));
            assertThat(new CustomersDriver(module.http()).reserved(real.customerId)).isEqualTo(Money.of(expected.reserved(), "EUR"));
        }
        assertThat(real.sumOfReservations()).isEqualTo(expected.reserved());
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        var order = Arbitraries.integers().between(1, 5);
        return Arbitraries.<Step>oneOf(
                order.map(Step.Reserve::new), order.map(Step.Reserve::new), order.map(Step.Release::new),
                Arbitraries.longs().between(0, 100).map(Step.Limit::new)).list().ofMaxSize(12);
    }

    /** The amount of an order: always the same. */
    private static long amount(int order) {
        return order * 15L;
    }

    /** The model of a customer's credit. */
    private static final class Model {
        private final Map<Integer, CreditStatus> orders = new HashMap<>();
        private long limit;

        Optional<CreditStatus> take(Step step) {
            return switch (step) {
                case Step.Reserve(int order) -> Optional.of(orders.computeIfAbsent(order, this::decide));
                case Step.Release(int order) -> {
                    orders.put(order, CreditStatus.RELEASED);
                    yield Optional.empty();
                }
                case Step.Limit(long cents) -> {
                    limit = cents;
                    yield Optional.empty();
                }
            };
        }

        long reserved() {
            return orders.keySet().stream().filter(order -> orders.get(order) == CreditStatus.RESERVED).mapToLong(CreditAlgebraTest::amount).sum();
        }

        private CreditStatus decide(int order) {
            return reserved() + amount(order) <= limit ? CreditStatus.RESERVED : CreditStatus.REFUSED;
        }
    }

    /** A customer in the module. */
    private static final class Real {
        private final CustomersDriver driver = new CustomersDriver(module.http());
        private final UUID customerId = driver.registerWithLimit(0);
        private final Map<Integer, UUID> orderIds = new HashMap<>();

        Optional<CreditStatus> take(Step step) {
            var customers = module.api(CustomersApi.class);
            return switch (step) {
                case Step.Reserve(int order) -> {
                    var answer = customers.reserveCredit(new ReserveCredit(id(order), customerId, Money.of(amount(order), "EUR")));
                    yield Optional.of(status(answer));
                }
                case Step.Release(int order) -> {
                    customers.releaseCredit(new ReleaseCredit(id(order)));
                    yield Optional.empty();
                }
                case Step.Limit(long cents) -> {
                    driver.limit(customerId, cents);
                    yield Optional.empty();
                }
            };
        }

        long sumOfReservations() {
            return new AdHocSql(module.database().sql()).first("""
                    select cast(coalesce(sum(amount), 0) as bigint) as held
                    from credit_reservations
                    where customer_id = ? and status = 'RESERVED'
                    """, row -> row.number("held"), customerId).orElseThrow();
        }

        private UUID id(int order) {
            return orderIds.computeIfAbsent(order, _ -> UUID.randomUUID());
        }

        private static CreditStatus status(CreditReservation answer) {
            return switch (answer) {
                case CreditReservation.Reserved _ -> CreditStatus.RESERVED;
                case CreditReservation.Insufficient _ -> CreditStatus.REFUSED;
                case CreditReservation.Released _ -> CreditStatus.RELEASED;
                case CreditReservation.Unknown _ -> throw new AssertionError("the customer is unknown");
            };
        }
    }
}
