package dev.martlet.notifications.infrastructure;

import dev.martlet.notifications.application.ResendNotification;
import dev.martlet.notifications.application.ResendNotification.Outcome;
import dev.martlet.notifications.domain.Notification;
import dev.martlet.platform.http.Access;
import dev.martlet.platform.http.Audit;
import dev.martlet.platform.http.Request;
import dev.martlet.platform.http.Resource;
import dev.martlet.platform.http.Response;
import dev.martlet.platform.http.problem.Problem;
import dev.martlet.platform.http.problem.ProblemType;
import dev.martlet.platform.runtime.idempotency.IdempotencyKeys;
import dev.martlet.platform.sql.Database;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** The REST resources of notifications. */
public final class NotificationRoutes {
    private final NotificationRepository notifications;
    private final ResendNotification resendNotification;
    private final IdempotencyKeys keys;

    public NotificationRoutes(Database database, NotificationRepository notifications, ResendNotification resendNotification) {
        this.notifications = notifications;
        this.resendNotification = resendNotification;
        this.keys = new IdempotencyKeys(database);
    }

    public Resource[] resources() {
        return new Resource[] {
            Resource.at("/notifications").get(Access.customer(), this::list),
            Resource.at("/notifications/{id}/resend").partOf(this::find).action(Access.staff(), this::resend)
        };
    }

    private Response list(Request request) {
        var page = request.page();
        return request.listOfCustomer("customerId", customer ->
                Response.ok(page.page(notifications.list(customer, page), Notification::id, NotificationView::of)));
    }

    private Response find(Request request) {
        return notifications.find(request.id("id")).map(NotificationRoutes::ok).orElseGet(NotificationRoutes::notFound);
    }

    private Response resend(Request request) {
        var id = request.id("id");
        var queued = new AtomicBoolean();
        var answer = keys.once(request, Map.of(), tx -> {
            var outcome = resendNotification.resend(tx, id, current -> request.requireMatch(() -> NotificationView.of(current)));
            queued.set(outcome instanceof Outcome.Queued);
            return answer(outcome);
        });
        if (queued.get()) {
            Audit.log("Notification " + id + " queued again");
        }
        return answer;
    }

    /** An unchanged notification is answered as it is: its status says why it was not queued. */
    private static Response answer(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Queued(var notification) -> ok(notification);
            case Outcome.Unchanged(var notification) -> ok(notification);
            case Outcome.NotFound _ -> notFound();
        };
    }

    private static Response ok(Notification notification) {
        return Response.ok(NotificationView.of(notification));
    }

    private static Response notFound() {
        return Response.of(Problem.of(ProblemType.NOT_FOUND, "There is no notification with this id."));
    }
}
