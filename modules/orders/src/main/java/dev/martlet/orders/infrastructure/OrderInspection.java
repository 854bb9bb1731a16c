package dev.martlet.orders.infrastructure;

import dev.martlet.orders.application.CancelOrder;
import dev.martlet.orders.application.Cancellation;
import dev.martlet.orders.application.RetryOrder;
import dev.martlet.orders.domain.Order;
import dev.martlet.platform.runtime.inspection.ActionOutcome;
import dev.martlet.platform.runtime.inspection.Activities;
import dev.martlet.platform.runtime.inspection.Activity;
import dev.martlet.platform.runtime.inspection.Inspection;
import dev.martlet.platform.runtime.inspection.RecordAction;
import dev.martlet.platform.runtime.inspection.RecordList;
import dev.martlet.platform.runtime.inspection.RecordQuery;
import dev.martlet.platform.runtime.inspection.Subject;
import dev.martlet.platform.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Orders in the console: found by id, customer and status, cancelled, and tried again at once. */
public final class OrderInspection implements Inspection {
    static final String CANCEL = "cancel";
    static final String RETRY = "retry";

    private final InspectedOrderRepository inspected;
    private final OrderRepository orders;
    private final CancelOrder cancelOrder;
    private final RetryOrder retryOrder;

    public OrderInspection(Sql sql, OrderRepository orders, CancelOrder cancelOrder, RetryOrder retryOrder) {
        inspected = new InspectedOrderRepository(sql);
        this.orders = orders;
        this.cancelOrder = cancelOrder;
        this.retryOrder = retryOrder;
    }

    @Override
    public RecordList records(RecordQuery query) {
        return new RecordList(inspected.list(query));
    }

    @Override
    public Activities activities(Subject subject) {
        return new Activities(orders.find(subject.id()).map(OrderInspection::activities).orElse(List.of()));
    }

    @Override
    public ActionOutcome act(RecordAction action) {
        return switch (action.name()) {
            case CANCEL -> outcome(cancelOrder.cancel(action.id(), () -> { }));
            case RETRY -> retry(action.id());
            default -> new ActionOutcome.Unknown();
        };
    }

    private ActionOutcome retry(UUID id) {
        return retryOrder.retry(id)
                ? new ActionOutcome.Accepted()
                : orders.find(id).<ActionOutcome>map(order -> new ActionOutcome.NotPossible(order.status().name())).orElseGet(ActionOutcome.Unknown::new);
    }

    private static ActionOutcome outcome(Cancellation cancellation) {
        return switch (cancellation) {
            case Cancellation.Cancelled _, Cancellation.Unfinished _ -> new ActionOutcome.Accepted();
            case Cancellation.NotCancellable(Order order) -> new ActionOutcome.NotPossible(order.status().name());
            case Cancellation.Unknown _ -> new ActionOutcome.Unknown();
        };
    }

    private static List<Activity> activities(Order order) {
        var activities = new ArrayList<Activity>();
        activities.add(Activity.of(order.createdAt(), "Order placed", "items: " + order.lines().size() + ", " + order.payment().method()));
        if (!order.updatedAt().equals(order.createdAt())) {
            String reason = order.rejection().map(rejection -> rejection.reason().code()).orElse("");
            String event = order.status().isFinal() ? "event recorded" : "";
            activities.add(Activity.of(order.updatedAt(), "Order " + order.status(), reason.isEmpty() ? event : reason));
        }
        return activities;
    }
}
