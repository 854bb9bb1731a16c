package dev.martlet.bootstrap.advice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The arithmetic, on observations that are given. */
class ModelsTest {
    private static final String ORDER = "POST /orders";
    private static final Grouping ONE = Grouping.parse(List.of("orders"), Observations.MODULES);
    private static final Grouping PAYMENTS_APART = Grouping.parse(List.of("orders", "payments"), Observations.MODULES);
    private static final Grouping ORDERS_APART = Grouping.parse(List.of("customers", "orders"), Observations.MODULES);
    private static final Grouping SIX =
            Grouping.parse(List.of("orders", "customers", "loyalty", "notifications", "payments", "products"), Observations.MODULES);
    /** Every call takes half a millisecond, and as much CPU time on both sides together. */
    private static final CallCost COST = new CallCost(List.of(0.5, 0.5, 0.5), 0.5, 0);

    private final ShopUsage one = Observations.oneProcess();

    @Test
    void oneProcessCostsWhatWasObserved() {
        assertThat(one.orders()).isEqualTo(Observations.ORDERS);
        assertThat(one.seconds()).isEqualTo(10);
        assertThat(cpu(one, ONE, ONE)).singleElement().satisfies(millis -> assertThat(millis).isCloseTo(1.2, offset(0.001)));
        assertThat(added(one, ONE, ONE)).isZero();
    }

    @Test
    void aCallToAnotherProcessCostsBothOfThem() {
        assertThat(cpu(one, ONE, PAYMENTS_APART)).satisfiesExactly(
                rest -> assertThat(rest).isCloseTo(1.08 + 0.25, offset(0.001)),
                payments -> assertThat(payments).isCloseTo(0.12 + 0.25, offset(0.001)));
    }

    @Test
    void batchesOfEventsCostToo() {
        double all = cpu(one, ONE, SIX).stream().mapToDouble(Double::doubleValue).sum();
        assertThat(all).isCloseTo(1.2 + 6 * 0.5, offset(0.001));
    }

    @Test
    void aForwardedRequestIsOneHopMore() {
        double all = cpu(one, ONE, ORDERS_APART).stream().mapToDouble(Double::doubleValue).sum();
        assertThat(all).isCloseTo(1.2 + 6 * 0.5 + 0.5, offset(0.001));
        assertThat(added(one, ONE, ORDERS_APART)).isCloseTo(5 * 0.5, offset(0.1));
    }

    @Test
    void theCallsOfARequestFollowEachOther() {
        assertThat(added(one, ONE, PAYMENTS_APART)).isCloseTo(0.5, offset(0.1));
        assertThat(added(one, ONE, SIX)).isCloseTo(2, offset(0.1));
        assertThat(new LatencyModel(one, ONE, COST, 3).added(ORDER, SIX).orElseThrow().p50()).isCloseTo(14, offset(0.1));
    }

    @Test
    void whatASplitCostsNowIsSavedByMergingIt() {
        ShopUsage split = Observations.paymentsApart();
        assertThat(cpu(split, PAYMENTS_APART, PAYMENTS_APART)).satisfiesExactly(
                rest -> assertThat(rest).isCloseTo(1.33, offset(0.001)), payments -> assertThat(payments).isCloseTo(0.37, offset(0.001)));
        assertThat(cpu(split, PAYMENTS_APART, ONE)).singleElement().satisfies(millis -> assertThat(millis).isCloseTo(1.2, offset(0.001)));
        assertThat(added(split, PAYMENTS_APART, ONE)).isCloseTo(-0.5, offset(0.1));
    }

    @Test
    void smallerBatchesOfTheCalleeCostMore() {
        var counts = new ArrayList<>(one.processes().getFirst().counts());
        counts.add(new Count(Counts.BATCHES, List.of("payments"), List.of(100L, 1000L)));
        var batched = new ShopUsage(List.of(Observations.process(Observations.MODULES, counts)));
        assertThat(batched.batch("payments")).isEqualTo(10);
        counts.add(new Count(Counts.SAMPLES, List.of("payments", ModuleSampler.SQL), List.of(200L)));
        var withSql = new ShopUsage(List.of(Observations.process(Observations.MODULES, counts)));
        assertThat(cpu(withSql, ONE, PAYMENTS_APART).getLast()).isGreaterThan(cpu(batched, ONE, PAYMENTS_APART).getLast() + 0.1);
    }

    @Test
    void anOperationThatWasNotAskedForIsNotKnown() {
        assertThat(new LatencyModel(one, ONE, COST, 0).added("GET /payments", SIX)).isEmpty();
    }

    @Test
    void aSmallerProcessOccupiesLess() {
        var memory = new MemoryModel(one);
        assertThat(memory.of(ONE.groups().getFirst())).contains(300.0);
        assertThat(memory.of(List.of("payments")).orElseThrow()).isBetween(150.0, 290.0);
    }

    private static List<Double> cpu(ShopUsage usage, Grouping now, Grouping wanted) {
        return new CpuModel(usage, now, COST).of(wanted);
    }

    private static double added(ShopUsage usage, Grouping now, Grouping wanted) {
        return new LatencyModel(usage, now, COST, 0).added(ORDER, wanted).orElseThrow().p50();
    }
}
