package dev.martlet.payments.infrastructure;

import dev.martlet.kernel.http.Answer;
import dev.martlet.kernel.http.Problem;
import dev.martlet.kernel.http.ProblemType;
import dev.martlet.kernel.http.Request;
import dev.martlet.kernel.http.Resource;
import dev.martlet.kernel.sql.Sql;

/** The REST resources of payments: read only, payments are made by orders. */
public final class PaymentRoutes {
    private final PaymentViewRepository payments;

    public PaymentRoutes(Sql sql) {
        this.payments = new PaymentViewRepository(sql);
    }

    public Resource[] resources() {
        return new Resource[] {
            Resource.at("/payments").get(this::list),
            Resource.at("/payments/{id}").get(this::find)
        };
    }

    private Answer list(Request request) {
        var page = request.page();
        var views = payments.list(request.queryId("orderId"), page);
        return Answer.ok(page.page(views, PaymentView::id, view -> view));
    }

    private Answer find(Request request) {
        return payments.find(request.id("id"))
                .map(Answer::ok)
                .orElseGet(() -> Answer.of(Problem.of(ProblemType.NOT_FOUND, "There is no payment with this id.")));
    }
}
