package dev.martlet.orders;

import dev.martlet.customers.api.CustomersApi;
import dev.martlet.orders.api.OrderEvents;
import dev.martlet.orders.api.OrderLedgers;
import dev.martlet.orders.application.CancelOrder;
import dev.martlet.orders.application.OrderProcessor;
import dev.martlet.orders.application.OrderServices;
import dev.martlet.orders.application.OrderTransitions;
import dev.martlet.orders.application.PlaceOrder;
import dev.martlet.orders.application.PlaceOrderSaga;
import dev.martlet.orders.application.RecoverOrders;
import dev.martlet.orders.application.RecoverySchedule;
import dev.martlet.orders.application.RetryOrder;
import dev.martlet.orders.infrastructure.CancellationRoutes;
import dev.martlet.orders.infrastructure.OrderInspection;
import dev.martlet.orders.infrastructure.OrderLedgerRepository;
import dev.martlet.orders.infrastructure.OrderListRepository;
import dev.martlet.orders.infrastructure.OrderMetrics;
import dev.martlet.orders.infrastructure.OrderRepository;
import dev.martlet.orders.infrastructure.OrderRoutes;
import dev.martlet.orders.infrastructure.OrderSettings;
import dev.martlet.orders.infrastructure.StatusFeed;
import dev.martlet.orders.infrastructure.StatusRoutes;
import dev.martlet.payments.api.PaymentLedgers;
import dev.martlet.payments.api.PaymentsApi;
import dev.martlet.platform.core.settings.Settings;
import dev.martlet.platform.runtime.ModuleApi;
import dev.martlet.platform.runtime.ModuleContext;
import dev.martlet.platform.runtime.ModuleDescriptor;
import dev.martlet.platform.runtime.idempotency.IdempotencyKeys;
import dev.martlet.platform.runtime.invariants.Invariants;
import dev.martlet.platform.sql.Sql;
import dev.martlet.products.api.ProductsApi;
import dev.martlet.products.api.StockLedgers;
import java.time.Duration;

/** Wires the module orders. */
public final class OrdersModule implements ModuleApi {
    private static final Duration RECOVERY_INTERVAL = Duration.ofSeconds(1);
    private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);
    private static final Duration METRICS_INTERVAL = Duration.ofSeconds(15);

    @Override
    public ModuleDescriptor descriptor() {
        return ModuleDescriptor.named("orders")
                .needs(CustomersApi.class, ProductsApi.class, PaymentsApi.class)
                .publishes(OrderEvents.CONFIRMED, OrderEvents.REJECTED, OrderEvents.CANCELLED)
                .build();
    }

    @Override
    public void check(Settings settings) {
        OrderSettings.from(settings);
    }

    @Override
    public Duration requestDeadline(Settings settings, Duration usual) {
        return OrderSettings.from(settings).deadline();
    }

    @Override
    public Invariants invariants(Sql sql) {
        var ledgers = new OrderLedgerRepository(sql);
        return Invariants.none()
                .provide(PaymentLedgers.STATUS, ledgers::payments)
                .provide(PaymentLedgers.MONEY, ledgers::money)
                .provide(StockLedgers.TAKEN, ledgers::stock)
                .provide(OrderLedgers.OUTCOMES, ledgers::outcomes);
    }

    @Override
    public void start(ModuleContext context) {
        var settings = OrderSettings.from(context.settings());
        var limits = settings.limits();
        var clock = context.clock();
        var sql = context.database().sql();

        var orders = new OrderRepository(sql, context.meters(), context.outbox());
        var queries = new OrderListRepository(sql);
        var keys = new IdempotencyKeys(context.database());
        var feed = new StatusFeed(queries);
        var metrics = new OrderMetrics(context.meters(), queries, clock);

        var schedule = new RecoverySchedule(clock);
        var transitions = new OrderTransitions(orders, feed, limits, clock);
        var saga = new PlaceOrderSaga(services(context), transitions);
        var processor = new OrderProcessor(saga, orders, limits, schedule, metrics);
        var placeOrder = new PlaceOrder(orders, processor, limits);
        var cancelOrder = new CancelOrder(orders, transitions, processor);
        var recoverOrders = new RecoverOrders(orders, processor, limits, schedule, clock);

        context.route(new OrderRoutes(orders, queries, placeOrder, keys, clock).resources());
        context.route(new CancellationRoutes(orders, cancelOrder, keys).resources());
        context.route(new StatusRoutes(orders, feed, settings.streamLifetime()).resources());
        context.inspect(new OrderInspection(sql, orders, cancelOrder, new RetryOrder(orders, schedule)));
        context.work("recovery", RECOVERY_INTERVAL, recoverOrders::recover);
        context.work("status feed", POLL_INTERVAL, feed::poll);
        context.work("metrics", METRICS_INTERVAL, metrics::measure);
    }

    private static OrderServices services(ModuleContext context) {
        return new OrderServices(context.need(CustomersApi.class), context.need(ProductsApi.class), context.need(PaymentsApi.class));
    }
}
