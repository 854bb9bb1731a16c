package dev.martlet.notifications;

import dev.martlet.customers.api.CustomerEvents;
import dev.martlet.kernel.module.ModuleApi;
import dev.martlet.kernel.module.ModuleContext;
import dev.martlet.kernel.module.ModuleDescriptor;
import dev.martlet.kernel.settings.Settings;
import dev.martlet.notifications.application.Mailing;
import dev.martlet.notifications.infrastructure.CustomerListener;
import dev.martlet.notifications.infrastructure.MailQueueRepository;
import dev.martlet.notifications.infrastructure.MeasuredMailer;
import dev.martlet.notifications.infrastructure.NotificationRepository;
import dev.martlet.notifications.infrastructure.NotificationRoutes;
import dev.martlet.notifications.infrastructure.OrderListener;
import dev.martlet.notifications.infrastructure.RecipientRepository;
import dev.martlet.notifications.infrastructure.SmtpMailer;
import dev.martlet.notifications.infrastructure.SmtpSettings;
import dev.martlet.orders.api.OrderEvents;
import java.time.Duration;

/** Wires the module notifications. */
public final class NotificationsModule implements ModuleApi {
    private static final Duration SENDING_PAUSE = Duration.ofSeconds(1);
    private static final Duration EXPIRY_PAUSE = Duration.ofMinutes(1);

    @Override
    public ModuleDescriptor descriptor() {
        return ModuleDescriptor.named("notifications")
                .subscribes(CustomerEvents.REGISTERED, CustomerEvents.CHANGED, CustomerEvents.DELETED)
                .subscribes(OrderEvents.CONFIRMED, OrderEvents.REJECTED, OrderEvents.CANCELLED)
                .build();
    }

    @Override
    public void check(Settings settings) {
        SmtpSettings.from(settings.node("smtp"));
    }

    @Override
    public void start(ModuleContext context) {
        var notifications = new NotificationRepository();
        var customers = new CustomerListener(new RecipientRepository(), notifications, context.clock());
        var orders = new OrderListener(notifications, context.clock());
        context.subscribe(CustomerEvents.REGISTERED, customers::registered);
        context.subscribe(CustomerEvents.CHANGED, customers::changed);
        context.subscribe(CustomerEvents.DELETED, customers::deleted);
        context.subscribe(OrderEvents.CONFIRMED, orders::confirmed);
        context.subscribe(OrderEvents.REJECTED, orders::rejected);
        context.subscribe(OrderEvents.CANCELLED, orders::cancelled);
        context.route(new NotificationRoutes(notifications, context.database().sql()).resources());
        sendMail(context, SmtpSettings.from(context.settings().node("smtp")));
    }

    /** Looks for mail once a second instead of being woken: a handler could wake it only before its own commit. */
    private static void sendMail(ModuleContext context, SmtpSettings settings) {
        if (settings.host().isEmpty()) {
            return;
        }
        var mailer = new MeasuredMailer(new SmtpMailer(settings, context.clock()), context.meters());
        var mailing = new Mailing(new MailQueueRepository(context.database().sql()), mailer, context.clock(), settings.expiry());
        context.work("notifications-sending", SENDING_PAUSE, mailing::sendSome);
        context.work("notifications-expiry", EXPIRY_PAUSE, mailing::expireSome);
    }
}
