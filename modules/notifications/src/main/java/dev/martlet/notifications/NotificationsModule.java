package dev.martlet.notifications;

import dev.martlet.customers.api.CustomerEvents;
import dev.martlet.notifications.infrastructure.CustomerListener;
import dev.martlet.notifications.infrastructure.MailWorkers;
import dev.martlet.notifications.infrastructure.NotificationRepository;
import dev.martlet.notifications.infrastructure.NotificationRoutes;
import dev.martlet.notifications.infrastructure.OrderListener;
import dev.martlet.notifications.infrastructure.RecipientRepository;
import dev.martlet.notifications.infrastructure.SmtpSettings;
import dev.martlet.orders.api.OrderEvents;
import dev.martlet.platform.core.settings.Settings;
import dev.martlet.platform.runtime.ModuleApi;
import dev.martlet.platform.runtime.ModuleContext;
import dev.martlet.platform.runtime.ModuleDescriptor;

/** Wires the module notifications. */
public final class NotificationsModule implements ModuleApi {
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
        var customers = new CustomerListener(new RecipientRepository(), notifications);
        var orders = new OrderListener(notifications);
        context.subscribe(CustomerEvents.REGISTERED, customers::registered);
        context.subscribe(CustomerEvents.CHANGED, customers::changed);
        context.subscribe(CustomerEvents.DELETED, customers::deleted);
        context.subscribe(OrderEvents.CONFIRMED, orders::confirmed);
        context.subscribe(OrderEvents.REJECTED, orders::rejected);
        context.subscribe(OrderEvents.CANCELLED, orders::cancelled);
        context.route(new NotificationRoutes(context.database(), notifications).resources());
        var smtp = SmtpSettings.from(context.settings().node("smtp"));
        if (smtp.host().isPresent()) {
            MailWorkers.start(context, smtp);
        }
    }
}
