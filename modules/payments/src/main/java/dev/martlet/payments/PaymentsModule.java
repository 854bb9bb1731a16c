package dev.martlet.payments;

import dev.martlet.customers.api.CustomersApi;
import dev.martlet.payments.api.PaymentsApi;
import dev.martlet.payments.application.Cancelling;
import dev.martlet.payments.application.Charging;
import dev.martlet.payments.application.ForgottenRefunds;
import dev.martlet.payments.application.Gateway;
import dev.martlet.payments.application.Gateways;
import dev.martlet.payments.application.OrderPayments;
import dev.martlet.payments.infrastructure.CreditGateway;
import dev.martlet.payments.infrastructure.GatewaySettings;
import dev.martlet.payments.infrastructure.GuardedGateway;
import dev.martlet.payments.infrastructure.HttpGateway;
import dev.martlet.payments.infrastructure.MeasuredGateway;
import dev.martlet.payments.infrastructure.PaymentRepository;
import dev.martlet.payments.infrastructure.PaymentRoutes;
import dev.martlet.payments.infrastructure.SandboxGateway;
import dev.martlet.platform.core.settings.Settings;
import dev.martlet.platform.runtime.ModuleApi;
import dev.martlet.platform.runtime.ModuleContext;
import dev.martlet.platform.runtime.ModuleDescriptor;
import java.time.Duration;

/** Wires the module payments. */
public final class PaymentsModule implements ModuleApi {
    private static final Duration FORGOTTEN_PAUSE = Duration.ofSeconds(30);

    @Override
    public ModuleDescriptor descriptor() {
        return ModuleDescriptor.named("payments").offers(PaymentsApi.class).needs(CustomersApi.class).build();
    }

    @Override
    public void check(Settings settings) {
        GatewaySettings.from(settings.node("gateway"));
    }

    @Override
    public void start(ModuleContext context) {
        var payments = new PaymentRepository(context.database().sql());
        var gateways = new Gateways(card(context), new CreditGateway(context.need(CustomersApi.class)));
        var cancelling = new Cancelling(payments, gateways, context.clock());
        var charging = new Charging(payments, gateways, cancelling, context.clock());
        var forgotten = new ForgottenRefunds(payments, cancelling, context.clock());
        context.offer(PaymentsApi.class, new OrderPayments(charging, cancelling));
        context.route(new PaymentRoutes(context.database().sql()).resources());
        context.work("forgotten refunds", FORGOTTEN_PAUSE, forgotten::finishSome);
    }

    private static Gateway card(ModuleContext context) {
        var settings = GatewaySettings.from(context.settings().node("gateway"));
        return new MeasuredGateway(switch (settings.type()) {
            case SANDBOX -> new SandboxGateway(settings.timeout());
            case HTTP -> new GuardedGateway(new HttpGateway(settings), settings, context.meters());
        }, context.meters());
    }
}
