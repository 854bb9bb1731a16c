package dev.martlet.samples.infrastructure;

import dev.martlet.platform.http.Access;
import dev.martlet.platform.http.Request;
import dev.martlet.platform.http.Resource;
import dev.martlet.platform.http.Response;
import dev.martlet.platform.http.problem.Problem;
import dev.martlet.platform.http.problem.ProblemType;
import dev.martlet.platform.runtime.idempotency.IdempotencyKeys;
import dev.martlet.platform.sql.Database;
import dev.martlet.platform.sql.Sql;
import dev.martlet.samples.application.AddSample;
import dev.martlet.samples.domain.Sample;
import java.util.function.Function;

/** The REST resources of samples. */
public final class SampleRoutes {
    private final SampleRepository stored;
    private final Function<Sql, AddSample> addSample;
    private final IdempotencyKeys keys;

    /** @param addSample the use case in a transaction */
    public SampleRoutes(Database database, SampleRepository stored, Function<Sql, AddSample> addSample) {
        this.stored = stored;
        this.addSample = addSample;
        this.keys = new IdempotencyKeys(database);
    }

    public Resource[] resources() {
        return new Resource[] {
            Resource.at("/samples").get(Access.customer(), this::list).post(Access.staff(), this::add),
            Resource.at("/samples/{id}").get(Access.staff(), this::find)
        };
    }

    private Response list(Request request) {
        var page = request.page();
        return request.listOfCustomer("customerId", customer -> Response.ok(page.page(stored.list(customer, page), Sample::id, SampleView::of)));
    }

    private Response find(Request request) {
        return stored.find(request.id("id"))
                .map(found -> Response.ok(SampleView.of(found)))
                .orElseGet(() -> Response.of(Problem.of(ProblemType.NOT_FOUND, "There is no sample with this id.")));
    }

    private Response add(Request request) {
        var body = request.body(AddSampleBody.class);
        return keys.once(request, body, tx -> {
            var added = addSample.apply(tx).add(body.customerId(), body.text());
            return Response.created("/samples/" + added.id(), SampleView.of(added));
        });
    }
}
