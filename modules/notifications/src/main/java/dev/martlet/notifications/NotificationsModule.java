package dev.martlet.notifications;

import dev.martlet.customers.api.CustomerEvents;
import dev.martlet.customers.api.CustomerLedgers;
import dev.martlet.notifications.application.CustomerHandlers;
import dev.martlet.notifications.application.OrderHandlers;
import dev.martlet.notifications.application.ResendNotification;
import dev.martlet.notifications.infrastructure.MailWorkers;
import dev.martlet.notifications.infrastructure.NotificationInspectionRepository;
import dev.martlet.notifications.infrastructure.NotificationLedgerRepository;
import dev.martlet.notifications.infrastructure.NotificationRepairRepository;
import dev.martlet.notifications.infrastructure.NotificationRepository;
import dev.martlet.notifications.infrastructure.NotificationRoutes;
import dev.martlet.notifications.infrastructure.RecipientRepository;
import dev.martlet.notifications.infrastructure.SmtpSettings;
import dev.martlet.orders.api.OrderEvents;
import dev.martlet.orders.api.OrderLedgers;
import dev.martlet.platform.core.settings.Settings;
import dev.martlet.platform.runtime.ModuleApi;
import dev.martlet.platform.runtime.ModuleContext;
import dev.martlet.platform.runtime.ModuleDescriptor;
import dev.martlet.platform.runtime.invariants.Invariants;
import dev.martlet.platform.runtime.invariants.Repairs;
import dev.martlet.platform.sql.Database;
import dev.martlet.platform.sql.Sql;
import java.time.Clock;

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
    public Invariants invariants(Sql sql) {
        var ledgers = new NotificationLedgerRepository(sql);
        return Invariants.none()
                .match("mails", OrderLedgers.OUTCOMES, ledgers::ofOrders, NotificationLedgerRepository::expected)
                .match("mails", CustomerLedgers.REGISTERED, ledgers::ofCustomers, NotificationLedgerRepository::expected);
    }

    @Override
    public Repairs repairs(Database database, Clock clock) {
        return Repairs.none().match(OrderLedgers.OUTCOMES, new NotificationRepairRepository(database.sql())::settle);
    }

    @Override
    public void start(ModuleContext context) {
        var database = context.database();
        var notifications = new NotificationRepository(database.sql());
        var customers = new CustomerHandlers(new RecipientRepository(database.sql()), notifications);
        var orders = new OrderHandlers(notifications);
        context.subscribe(CustomerEvents.REGISTERED, customers::registered);
        context.subscribe(CustomerEvents.CHANGED, customers::changed);
        context.subscribe(CustomerEvents.DELETED, customers::deleted);
        context.subscribeInBatches(OrderEvents.CONFIRMED, orders::confirmed);
        context.subscribeInBatches(OrderEvents.REJECTED, orders::rejected);
        context.subscribeInBatches(OrderEvents.CANCELLED, orders::cancelled);
        context.route(new NotificationRoutes(database, notifications, new ResendNotification(notifications)).resources());
        context.inspect(new NotificationInspectionRepository(database.sql()));
        var smtp = SmtpSettings.from(context.settings().node("smtp"));
        if (smtp.host().isPresent()) {
            MailWorkers.start(context, smtp);
        }
    }
}
