package dev.martlet.payments.infrastructure;

import dev.martlet.platform.http.Access;
import dev.martlet.platform.http.Request;
import dev.martlet.platform.http.Resource;
import dev.martlet.platform.http.Response;
import dev.martlet.platform.http.problem.Problem;
import dev.martlet.platform.http.problem.ProblemType;

/** The REST resources of payments: read-only, since payments are made for orders. */
public final class PaymentRoutes {
    private final PaymentViewRepository payments;

    public PaymentRoutes(PaymentViewRepository payments) {
        this.payments = payments;
    }

    public Resource[] resources() {
        return new Resource[] {
            Resource.at("/payments").get(Access.customer(), this::list),
            Resource.at("/payments/{id}").get(Access.ownResource("/customerId"), this::find)
        };
    }

    private Response list(Request request) {
        var page = request.page();
        var views = payments.list(request.queryId("orderId"), request.ownCustomer(), page);
        return Response.ok(page.page(views, PaymentView::id, view -> view));
    }

    private Response find(Request request) {
        return payments.find(request.id("id"), request.ownCustomer())
                .map(Response::ok)
                .orElseGet(() -> Response.of(Problem.of(ProblemType.NOT_FOUND, "There is no payment with this id.")));
    }
}
