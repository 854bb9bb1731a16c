package dev.martlet.notifications.infrastructure;

import dev.martlet.kernel.http.Answer;
import dev.martlet.kernel.http.IdempotencyKeys;
import dev.martlet.kernel.http.Problem;
import dev.martlet.kernel.http.ProblemType;
import dev.martlet.kernel.http.Request;
import dev.martlet.kernel.http.Resource;
import dev.martlet.kernel.sql.Database;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** The REST resources of notifications. */
public final class NotificationRoutes {
    private static final Logger AUDIT = System.getLogger("audit");

    private final Database database;
    private final NotificationRepository notifications;
    private final IdempotencyKeys keys;

    public NotificationRoutes(Database database, NotificationRepository notifications) {
        this.database = database;
        this.notifications = notifications;
        this.keys = new IdempotencyKeys(database);
    }

    public Resource[] resources() {
        return new Resource[] {
            Resource.at("/notifications").get(this::list),
            Resource.at("/notifications/{id}/resend").changes(this::find).action(this::resend)
        };
    }

    private Answer list(Request request) {
        var page = request.page();
        var views = notifications.list(database.sql(), request.queryId("customerId"), page);
        return Answer.ok(page.page(views, NotificationView::id, view -> view));
    }

    private Answer find(Request request) {
        return notifications.find(database.sql(), request.id("id")).map(Answer::ok).orElseGet(NotificationRoutes::notFound);
    }

    /** A notification that is not FAILED, or cannot be sent any more, is answered as it is: its status says so. */
    private Answer resend(Request request) {
        var id = request.id("id");
        var queued = new AtomicBoolean();
        var answer = keys.once(request, Map.of(), tx -> {
            var found = notifications.lock(tx, id);
            found.ifPresent(current -> request.requireMatch(() -> current));
            queued.set(found.isPresent() && notifications.requeue(tx, id));
            return (queued.get() ? notifications.find(tx, id) : found).map(Answer::ok).orElseGet(NotificationRoutes::notFound);
        });
        if (queued.get()) {
            AUDIT.log(Level.INFO, "Notification " + id + " was queued again through the REST API");
        }
        return answer;
    }

    private static Answer notFound() {
        return Answer.of(Problem.of(ProblemType.NOT_FOUND, "There is no notification with this id."));
    }
}
