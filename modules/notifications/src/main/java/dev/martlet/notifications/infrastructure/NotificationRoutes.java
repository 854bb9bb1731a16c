package dev.martlet.notifications.infrastructure;

import dev.martlet.platform.http.Request;
import dev.martlet.platform.http.Resource;
import dev.martlet.platform.http.Response;
import dev.martlet.platform.http.problem.Problem;
import dev.martlet.platform.http.problem.ProblemType;
import dev.martlet.platform.runtime.idempotency.IdempotencyKeys;
import dev.martlet.platform.sql.Database;
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

    private Response list(Request request) {
        var page = request.page();
        var views = notifications.list(database.sql(), request.queryId("customerId"), page);
        return Response.ok(page.page(views, NotificationView::id, view -> view));
    }

    private Response find(Request request) {
        return notifications.find(database.sql(), request.id("id")).map(Response::ok).orElseGet(NotificationRoutes::notFound);
    }

    /** A notification that is not FAILED, or cannot be sent any more, is answered as it is: its status says so. */
    private Response resend(Request request) {
        var id = request.id("id");
        var queued = new AtomicBoolean();
        var answer = keys.once(request, Map.of(), tx -> {
            var found = notifications.lock(tx, id);
            found.ifPresent(current -> request.requireMatch(() -> current));
            queued.set(found.isPresent() && notifications.requeue(tx, id));
            return (queued.get() ? notifications.find(tx, id) : found).map(Response::ok).orElseGet(NotificationRoutes::notFound);
        });
        if (queued.get()) {
            AUDIT.log(Level.INFO, "Notification " + id + " was queued again through the REST API");
        }
        return answer;
    }

    private static Response notFound() {
        return Response.of(Problem.of(ProblemType.NOT_FOUND, "There is no notification with this id."));
    }
}
