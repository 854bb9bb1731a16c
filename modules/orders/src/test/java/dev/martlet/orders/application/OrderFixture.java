package dev.martlet.orders.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.orders.FakeCustomers;
import dev.martlet.orders.FakePayments;
import dev.martlet.orders.FakeProducts;
import dev.martlet.orders.FaultInjector;
import dev.martlet.orders.domain.CardToken;
import dev.martlet.orders.domain.Order;
import dev.martlet.orders.domain.OrderLine;
import dev.martlet.orders.domain.OrderPayment;
import dev.martlet.orders.domain.OrderStatus;
import dev.martlet.orders.domain.PaymentMethod;
import dev.martlet.platform.core.Money;
import dev.martlet.platform.sql.DatabaseUnavailable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** The use cases of orders with fakes of their ports, one product in stock, and one order of it. */
final class OrderFixture {
    static final int STOCK = 10;
    static final int QUANTITY = 3;
    static final Money PRICE = Money.of(1999, "EUR");
    static final Duration EXPIRY = Duration.ofHours(1);

    final FakeCustomers customers = new FakeCustomers();
    final FakeProducts products = new FakeProducts();
    final FakePayments payments = new FakePayments();
    final MovableClock clock = new MovableClock();
    final InMemoryOrders orders = new InMemoryOrders(clock);
    final RecoverySchedule schedule = new RecoverySchedule(clock);
    final List<OrderStatus> statuses = new CopyOnWriteArrayList<>();
    final UUID product = products.add(PRICE, STOCK);
    final UUID orderId = UUID.randomUUID();
    final SagaLimits limits = new SagaLimits(Duration.ofSeconds(5), EXPIRY);
    final StatusListener listener = order -> statuses.add(order.status());
    final OrderTransitions transitions = new OrderTransitions(orders, listener, limits, clock);
    final PlaceOrderSaga saga = new PlaceOrderSaga(new OrderServices(customers, products, payments), transitions);
    final OrderProcessor processor = new OrderProcessor(saga, orders, limits, schedule, (_, _) -> { });
    final PlaceOrder placeOrder = new PlaceOrder(orders, processor, limits);
    final CancelOrder cancelOrder = new CancelOrder(orders, transitions, processor);
    private int delivered = STOCK;
    List<OrderLine> lines = List.of(OrderLine.requested(product, QUANTITY));
    OrderPayment payment = OrderPayment.by(PaymentMethod.CARD, Optional.of(new CardToken("tok_visa")));

    OrderFixture withFaults(FaultInjector faults) {
        customers.faults = faults;
        products.faults = faults;
        payments.faults = faults;
        orders.faults = faults;
        return this;
    }

    Order place() {
        return place(orderId);
    }

    Order place(UUID id) {
        return placeOrder.place(pending(id), Optional.empty(), ResponseFactory.NONE).orElseThrow();
    }

    /** The order as it is before the first step. */
    Order pending() {
        return pending(orderId);
    }

    private Order pending(UUID id) {
        return Order.placed(id, UUID.randomUUID(), lines, payment, clock.instant());
    }

    /** The stock was other than {@link #STOCK} from the start. */
    void hasInStock(int pieces) {
        delivered = pieces;
        products.setStock(product, pieces);
    }

    Cancellation cancel() {
        return cancelOrder.cancel(orderId, () -> { });
    }

    /** What the worker does, in this thread. */
    void recover() {
        orders.take(8, limits.lease()).forEach(due -> processor.process(due.order()));
    }

    /** Runs work in a process that may crash, or answer its client 503. */
    void interruptible(Runnable work) {
        try {
            work.run();
        } catch (FaultInjector.Crash | DatabaseUnavailable _) {
            // Another process continues.
        }
    }

    /** Ends all faults and lets time pass: recovery finishes every order. */
    void settle() {
        withFaults(FaultInjector.none());
        payments.unanswered = 0;
        for (int i = 0; i < 3; i++) {
            clock.move(Duration.ofMinutes(2));
            recover();
        }
    }

    Order order() {
        return orders.stored(orderId).orElseThrow();
    }

    /** The order is final, has published its event once, and stock and money are what its status says. */
    void assertBooksAddUp() {
        assertThat(payments.charges.size()).isLessThanOrEqualTo(1);
        assertThat(products.isReserved(orderId)).isFalse();
        orders.stored(orderId).ifPresentOrElse(this::assertBooksAddUp, () -> assertHeld(0, 0));
    }

    private void assertBooksAddUp(Order order) {
        assertThat(order.payment().token().isPresent()).isFalse();
        assertThat(orders.retryAt(orderId)).isEmpty();
        switch (order.status()) {
            case CONFIRMED -> {
                assertHeld(QUANTITY, PRICE.times(QUANTITY).amount());
                assertThat(orders.events).containsExactly("OrderConfirmed");
            }
            case REJECTED -> {
                assertHeld(0, 0);
                assertThat(orders.events).containsExactly("OrderRejected");
            }
            case CANCELLED -> {
                assertHeld(0, 0);
                assertThat(orders.events).isIn(List.of("OrderConfirmed", "OrderCancelled"), List.of("OrderCancelled"));
            }
            case PENDING, REJECTING, CANCELLING -> throw new AssertionError("The order is still " + order.status());
        }
    }

    private void assertHeld(int pieces, long money) {
        assertThat(delivered - products.stock(product)).isEqualTo(pieces);
        assertThat(payments.held()).isEqualTo(money);
    }
}
