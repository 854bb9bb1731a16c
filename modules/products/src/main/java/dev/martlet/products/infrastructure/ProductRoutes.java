package dev.martlet.products.infrastructure;

import dev.martlet.platform.http.Request;
import dev.martlet.platform.http.Resource;
import dev.martlet.platform.http.Response;
import dev.martlet.platform.http.problem.Problem;
import dev.martlet.platform.http.problem.ProblemType;
import dev.martlet.platform.runtime.idempotency.IdempotencyKeys;
import dev.martlet.platform.sql.Database;
import dev.martlet.products.application.Changing;
import dev.martlet.products.application.Registering;
import dev.martlet.products.domain.Product;

/** The REST resources of products. */
public final class ProductRoutes {
    private static final ProblemType SKU_TAKEN = new ProblemType("sku-taken", 409, "Another product has this SKU");

    private final Database database;
    private final ProductRepository products;
    private final IdempotencyKeys keys;
    private final Registering registering;
    private final Changing changing;

    public ProductRoutes(Database database, ProductRepository products, Registering registering, Changing changing) {
        this.database = database;
        this.products = products;
        this.keys = new IdempotencyKeys(database);
        this.registering = registering;
        this.changing = changing;
    }

    public Resource[] resources() {
        return new Resource[] {
            Resource.at("/products").get(this::list).post(this::register),
            Resource.at("/products/{id}").get(this::find).patch(this::change)
        };
    }

    private Response list(Request request) {
        var page = request.page();
        return Response.ok(page.page(products.list(database.sql(), page), Product::id, ProductView::of));
    }

    private Response find(Request request) {
        return products.find(database.sql(), request.id("id"))
                .map(product -> Response.ok(ProductView.of(product)))
                .orElseGet(ProductRoutes::notFound);
    }

    private Response register(Request request) {
        var body = request.body(RegisterProduct.class);
        return keys.once(request, body, tx -> switch (registering.register(tx, body.details(), body.stock())) {
            case Registering.Outcome.Registered(var product) -> Response.created("/products/" + product.id(), ProductView.of(product));
            case Registering.Outcome.SkuTaken _ -> skuTaken();
        });
    }

    private Response change(Request request) {
        var id = request.id("id");
        var patch = request.mergePatch();
        return switch (changing.change(id, current -> patch.apply(ProductView.of(current), ChangeProduct.of(current)).details())) {
            case Changing.Outcome.Changed(var product) -> Response.ok(ProductView.of(product));
            case Changing.Outcome.NotFound _ -> notFound();
            case Changing.Outcome.SkuTaken _ -> skuTaken();
        };
    }

    static Response notFound() {
        return Response.of(Problem.of(ProblemType.NOT_FOUND, "There is no product with this id."));
    }

    private static Response skuTaken() {
        return Response.of(Problem.of(SKU_TAKEN, "Choose another SKU, or change the product that has this one."));
    }
}
