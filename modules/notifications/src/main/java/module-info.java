/** The module notifications. It has no API and exports nothing. */
module dev.martlet.notifications {
    requires dev.martlet.platform.runtime;
    requires dev.martlet.customers;
    requires dev.martlet.orders;
    requires jakarta.mail;
    requires jdk.net;
    requires org.eclipse.angus.mail;

    opens dev.martlet.notifications.infrastructure to tools.jackson.databind;

    provides dev.martlet.platform.runtime.ModuleApi with dev.martlet.notifications.NotificationsModule;
}
