package dev.martlet.orders.application;

import dev.martlet.orders.domain.Order;
import dev.martlet.platform.calls.CallRefused;
import dev.martlet.platform.calls.OutcomeUnknown;
import dev.martlet.platform.sql.DatabaseUnavailable;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;

/**
 * Takes an order to its end. All steps are keyed by the order's id and bear repetition, so there is no log of steps: anybody may run it
 * from its start at any time, also two at once, until the order is final. What is on record only changes if its status is still what
 * the run has seen.
 */
public final class PlaceOrderSaga {
    private static final Logger LOG = System.getLogger(PlaceOrderSaga.class.getName());

    private final OrderServices partners;
    private final StatusListener listener;
    private final SagaLimits limits;
    private final Clock clock;

    public PlaceOrderSaga(OrderServices partners, StatusListener listener, SagaLimits limits, Clock clock) {
        this.partners = partners;
        this.listener = listener;
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * Never fails: the order is on record, so whoever has placed it must learn of it.
     *
     * @return the order as far as it came: not final if somebody did not answer
     */
    Order run(Orders orders, Order order) {
        var run = new SagaRun(order, new OrderTransitions(orders, listener, limits, clock), partners);
        try {
            run.toTheEnd();
        } catch (CallRefused | OutcomeUnknown | DatabaseUnavailable _) {
            // Whatever has happened will be found when the next run asks again.
        } catch (RuntimeException bug) {
            LOG.log(Level.ERROR, "Order " + order.id() + " met a bug and will be tried again", bug);
        }
        return run.order();
    }
}
