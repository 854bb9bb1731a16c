package dev.martlet.loyalty.infrastructure;

import dev.martlet.platform.http.Access;
import dev.martlet.platform.http.Request;
import dev.martlet.platform.http.Resource;
import dev.martlet.platform.http.Response;

/** The REST resource of loyalty. It is read-only: points change with orders. */
public final class LoyaltyRoutes {
    private final PointEntryRepository entries;

    public LoyaltyRoutes(PointEntryRepository entries) {
        this.entries = entries;
    }

    public Resource[] resources() {
        return new Resource[] {Resource.at("/loyalty/{customerId}").get(Access.ownPath("customerId"), this::find)};
    }

    /** A customer without entries has 0 points, and so has an unknown customer: the module does not know which customers exist. */
    private Response find(Request request) {
        return Response.ok(LoyaltyView.of(entries.account(request.id("customerId"))));
    }
}
