package dev.martlet.orders;

import dev.martlet.orders.application.CancelOrder;
import dev.martlet.orders.application.OrderProcessor;
import dev.martlet.orders.application.OrderServices;
import dev.martlet.orders.application.OrderTransitions;
import dev.martlet.orders.application.PlaceOrder;
import dev.martlet.orders.application.PlaceOrderSaga;
import dev.martlet.orders.application.RecoverOrders;
import dev.martlet.orders.application.RecoverySchedule;
import dev.martlet.orders.application.SagaLimits;
import dev.martlet.orders.domain.CardToken;
import dev.martlet.orders.domain.Order;
import dev.martlet.orders.domain.OrderLine;
import dev.martlet.orders.domain.OrderPayment;
import dev.martlet.orders.domain.PaymentMethod;
import dev.martlet.orders.infrastructure.OrderRepository;
import dev.martlet.platform.core.Ids;
import dev.martlet.platform.core.Money;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The use cases of orders on a real table, with fakes of the other modules. */
public final class RepositoryFixture {
    public static final int STOCK = 1_000_000;

    public final FakeCustomers customers = new FakeCustomers();
    public final FakeProducts products = new FakeProducts();
    public final FakePayments payments = new FakePayments();
    public final UUID product = products.add(Money.of(100, "EUR"), STOCK);
    public final Clock clock = Clock.tick(Clock.systemUTC(), Duration.ofNanos(1000));
    public final SagaLimits limits;
    private final OrderRepository orders;
    private final OrderProcessor processor;
    public final PlaceOrder placeOrder;
    public final CancelOrder cancelOrder;

    public RepositoryFixture(OrderRepository orders) {
        this(orders, Duration.ofSeconds(5));
    }

    /** @param attempt how long a request may take */
    public RepositoryFixture(OrderRepository orders, Duration attempt) {
        this.orders = orders;
        limits = new SagaLimits(attempt, Duration.ofHours(1));
        var transitions = new OrderTransitions(orders, _ -> { }, limits, clock);
        var saga = new PlaceOrderSaga(new OrderServices(customers, products, payments), transitions);
        processor = new OrderProcessor(saga, orders, limits, new RecoverySchedule(clock), (_, _) -> { });
        placeOrder = new PlaceOrder(orders, processor, limits);
        cancelOrder = new CancelOrder(orders, transitions, processor);
    }

    /** A worker that has just started, so that it is due at once. */
    public RecoverOrders recovery() {
        return new RecoverOrders(orders, processor, limits, new RecoverySchedule(clock), clock);
    }

    public Order order() {
        return order(clock.instant());
    }

    public Order order(Instant now) {
        var payment = OrderPayment.by(PaymentMethod.CARD, Optional.of(new CardToken("tok_visa")));
        return Order.placed(Ids.next(), UUID.randomUUID(), List.of(OrderLine.requested(product, 1)), payment, now);
    }
}
