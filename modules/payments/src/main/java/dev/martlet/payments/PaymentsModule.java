package dev.martlet.payments;

import dev.martlet.customers.api.CustomerLedgers;
import dev.martlet.customers.api.CustomersApi;
import dev.martlet.payments.api.PaymentLedgers;
import dev.martlet.payments.api.PaymentsApi;
import dev.martlet.payments.application.ChargePayment;
import dev.martlet.payments.application.Gateway;
import dev.martlet.payments.application.Gateways;
import dev.martlet.payments.application.PaymentsService;
import dev.martlet.payments.application.RecoverRefunds;
import dev.martlet.payments.application.UndoPayment;
import dev.martlet.payments.infrastructure.BatchedPayments;
import dev.martlet.payments.infrastructure.CreditGateway;
import dev.martlet.payments.infrastructure.GatewaySettings;
import dev.martlet.payments.infrastructure.GuardedGateway;
import dev.martlet.payments.infrastructure.HttpGateway;
import dev.martlet.payments.infrastructure.MeteredGateway;
import dev.martlet.payments.infrastructure.PaymentInspectionRepository;
import dev.martlet.payments.infrastructure.PaymentLedgerRepository;
import dev.martlet.payments.infrastructure.PaymentRepairRepository;
import dev.martlet.payments.infrastructure.PaymentRoutes;
import dev.martlet.payments.infrastructure.PaymentViewRepository;
import dev.martlet.payments.infrastructure.SandboxGateway;
import dev.martlet.platform.calls.Guard;
import dev.martlet.platform.core.settings.Settings;
import dev.martlet.platform.runtime.ModuleApi;
import dev.martlet.platform.runtime.ModuleContext;
import dev.martlet.platform.runtime.ModuleDescriptor;
import dev.martlet.platform.runtime.invariants.Invariants;
import dev.martlet.platform.runtime.invariants.Repairs;
import dev.martlet.platform.sql.Database;
import dev.martlet.platform.sql.Sql;
import java.time.Clock;
import java.time.Duration;

/** Wires the module payments. */
public final class PaymentsModule implements ModuleApi {
    private static final Duration RECOVERY_INTERVAL = Duration.ofSeconds(30);

    @Override
    public ModuleDescriptor descriptor() {
        return ModuleDescriptor.named("payments").offers(PaymentsApi.class).needs(CustomersApi.class).build();
    }

    @Override
    public void check(Settings settings) {
        GatewaySettings.from(settings.node("gateway"));
    }

    @Override
    public Invariants invariants(Sql sql) {
        var ledgers = new PaymentLedgerRepository(sql);
        return Invariants.none()
                .provide(CustomerLedgers.CREDIT, ledgers::credit)
                .match("money", PaymentLedgers.MONEY, ledgers::money, PaymentLedgerRepository::expected)
                .match("payments", PaymentLedgers.STATUS, ledgers::status);
    }

    @Override
    public Repairs repairs(Database database, Clock clock) {
        var repairs = new PaymentRepairRepository(database.sql(), clock);
        return Repairs.none().match(PaymentLedgers.MONEY, repairs::settleMoney).match(PaymentLedgers.STATUS, repairs::settleStatus);
    }

    @Override
    public void start(ModuleContext context) {
        var payments = new BatchedPayments(context.database());
        var gateways = new Gateways(card(context), new CreditGateway(context.need(CustomersApi.class)));
        var undo = new UndoPayment(payments, gateways, context.clock());
        var charge = new ChargePayment(payments, gateways, undo, context.clock());
        context.offer(PaymentsApi.class, new PaymentsService(charge, undo));
        context.route(new PaymentRoutes(new PaymentViewRepository(context.database().sql())).resources());
        context.inspect(new PaymentInspectionRepository(context.database().sql()));
        context.work("refund recovery", RECOVERY_INTERVAL, new RecoverRefunds(payments, undo, context.clock())::recover);
    }

    private static Gateway card(ModuleContext context) {
        var settings = GatewaySettings.from(context.settings().node("gateway"));
        return new MeteredGateway(switch (settings.type()) {
            case SANDBOX -> new SandboxGateway(settings.timeout());
            case HTTP -> new GuardedGateway(new HttpGateway(settings), new Guard("payment-gateway", settings.guard(), context.meters()));
        }, context.meters());
    }
}
