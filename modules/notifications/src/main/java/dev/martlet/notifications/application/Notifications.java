package dev.martlet.notifications.application;

import dev.martlet.notifications.domain.Notification;
import dev.martlet.notifications.domain.NewNotification;
import dev.martlet.platform.sql.Sql;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The recorded notifications. */
public interface Notifications {
    /** The same notifications, in a transaction. */
    Notifications in(Sql tx);

    /** Records those that are not recorded yet. If its customer was deleted, a notification is FAILED. */
    void record(List<NewNotification> notifications);

    /**
     * Erases address and text from a customer's notifications, and the kept answers that show them. Those that are QUEUED become FAILED, and none is sent
     * again. Run after {@link Recipients#erase}.
     */
    void erase(UUID customerId);

    /** Empty if there is none, or if its customer is not known yet. */
    Optional<Notification> find(UUID id);

    /** Like {@link #find}, and locks the notification until the end of the transaction. */
    Optional<Notification> lock(UUID id);

    /** Queues a notification again if it is FAILED and its customer was not deleted. @return whether it was queued */
    boolean requeue(UUID id);
}
