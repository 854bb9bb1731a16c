package dev.martlet.orders.infrastructure;

import dev.martlet.orders.FakeCustomers;
import dev.martlet.orders.FakePayments;
import dev.martlet.orders.FakeProducts;
import dev.martlet.orders.application.CancelOrder;
import dev.martlet.orders.application.OrderProcessor;
import dev.martlet.orders.application.OrderServices;
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
import dev.martlet.platform.core.Ids;
import dev.martlet.platform.core.Money;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The use cases of orders with fakes around them, for tests on a real table. */
final class RepositoryFixture {
    static final int STOCK = 1_000_000;

    final FakeCustomers customers = new FakeCustomers();
    final FakeProducts products = new FakeProducts();
    final FakePayments payments = new FakePayments();
    final UUID product = products.add(Money.of(100, "EUR"), STOCK);
    final Clock clock = Clock.tick(Clock.systemUTC(), Duration.ofNanos(1000));
    final SagaLimits limits = new SagaLimits(Duration.ofSeconds(5), Duration.ofHours(1));
    private final PlaceOrderSaga saga = new PlaceOrderSaga(new OrderServices(customers, products, payments), _ -> { }, limits, clock);
    private final OrderProcessor attempts = new OrderProcessor(saga, limits, new RecoverySchedule(), (_, _) -> { }, clock);
    final PlaceOrder placeOrder = new PlaceOrder(attempts, limits);
    final CancelOrder cancelOrder = new CancelOrder(attempts, _ -> { }, limits, clock);

    /** A worker that has just started, so that it looks at once. */
    RecoverOrders recovery(OrderRepository orders) {
        return new RecoverOrders(orders, attempts, limits, new RecoverySchedule(), clock);
    }

    Order order() {
        return order(clock.instant());
    }

    Order order(Instant now) {
        var payment = OrderPayment.by(PaymentMethod.CARD, Optional.of(new CardToken("tok_visa")));
        return Order.placed(Ids.next(), UUID.randomUUID(), List.of(OrderLine.asked(product, 1)), payment, now);
    }
}
