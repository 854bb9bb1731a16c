package dev.martlet.orders.application;

import dev.martlet.orders.FaultInjector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** With lost calls, crashes and concurrent runs at any step, an order becomes final, publishes its event once, and its books add up. */
class SagaPropertyTest {
    /** An external action on the order. */
    enum Act { PLACE, RECOVER, CANCEL, WAIT }

    /** A fault at one step. */
    enum Event { FINE, ALSO_FINE, LOST, CRASH, RUN_BY_ANOTHER, CANCELLED_BY_ANOTHER }

    @Property(tries = 5000)
    void everyOrderEndsFinalAndTheBooksAddUp(
            @ForAll @Size(max = 5) List<Act> acts,
            @ForAll @Size(max = 60) List<Event> events,
            @ForAll boolean declines,
            @ForAll @IntRange(max = 4) int unanswered) {
        var shop = new OrderFixture();
        shop.payments.declines = declines;
        shop.payments.unanswered = unanswered;
        shop.withFaults(script(shop, new ArrayDeque<>(events)));

        shop.interruptible(shop::place);
        acts.forEach(act -> shop.interruptible(() -> run(shop, act)));
        shop.settle();

        shop.assertBooksAddUp();
    }

    private static void run(OrderFixture shop, Act act) {
        switch (act) {
            case PLACE -> shop.orders.stored(shop.orderId).ifPresent(shop.processor::process);
            case RECOVER -> shop.recover();
            case CANCEL -> shop.cancel();
            case WAIT -> shop.clock.move(Duration.ofMinutes(13));
        }
    }

    private static FaultInjector script(OrderFixture shop, ArrayDeque<Event> events) {
        return (moment, kind) -> {
            switch (events.isEmpty() ? Event.FINE : events.poll()) {
                case FINE, ALSO_FINE -> { }
                case LOST -> throw FaultInjector.loss(moment, kind);
                case CRASH -> throw new FaultInjector.Crash();
                case RUN_BY_ANOTHER -> shop.interruptible(() -> run(shop, Act.PLACE));
                case CANCELLED_BY_ANOTHER -> shop.interruptible(() -> run(shop, Act.CANCEL));
            }
        };
    }
}
