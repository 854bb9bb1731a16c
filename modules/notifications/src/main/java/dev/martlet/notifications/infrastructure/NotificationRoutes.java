package dev.martlet.notifications.infrastructure;

import dev.martlet.kernel.http.Answer;
import dev.martlet.kernel.http.Request;
import dev.martlet.kernel.http.Resource;
import dev.martlet.kernel.sql.Sql;

/** The REST resource of notifications: read only, they follow from events. */
public final class NotificationRoutes {
    private final NotificationRepository notifications;
    private final Sql sql;

    public NotificationRoutes(NotificationRepository notifications, Sql sql) {
        this.notifications = notifications;
        this.sql = sql;
    }

    public Resource[] resources() {
        return new Resource[] {Resource.at("/notifications").get(this::list)};
    }

    private Answer list(Request request) {
        var page = request.page();
        var views = notifications.list(sql, request.queryId("customerId"), page);
        return Answer.ok(page.page(views, NotificationView::id, view -> view));
    }
}
