package dev.martlet.loyalty.infrastructure;

import dev.martlet.platform.http.Request;
import dev.martlet.platform.http.Resource;
import dev.martlet.platform.http.Response;
import dev.martlet.platform.sql.Sql;

/** The REST resource of loyalty: read only, points follow from orders. */
public final class LoyaltyRoutes {
    private final PointRepository points;
    private final Sql sql;

    public LoyaltyRoutes(PointRepository points, Sql sql) {
        this.points = points;
        this.sql = sql;
    }

    public Resource[] resources() {
        return new Resource[] {Resource.at("/loyalty/{customerId}").get(this::find)};
    }

    /** Whom loyalty never heard of has no points: it does not know who is a customer. */
    private Response find(Request request) {
        return Response.ok(points.ofCustomer(sql, request.id("customerId")));
    }
}
