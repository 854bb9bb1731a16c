package dev.martlet.products.infrastructure;

import dev.martlet.platform.http.Access;
import dev.martlet.platform.http.Audit;
import dev.martlet.platform.http.Request;
import dev.martlet.platform.http.Resource;
import dev.martlet.platform.http.Response;
import dev.martlet.platform.http.problem.Problem;
import dev.martlet.platform.http.problem.ProblemType;
import dev.martlet.platform.runtime.idempotency.IdempotencyKeys;
import dev.martlet.platform.sql.Database;
import dev.martlet.platform.sql.Sql;
import dev.martlet.products.application.ChangeProduct;
import dev.martlet.products.application.RegisterProduct;
import dev.martlet.products.domain.Product;
import java.util.function.Function;

/** The REST resources of products. */
public final class ProductRoutes {
    private static final ProblemType SKU_TAKEN = new ProblemType("sku-taken", 409, "Another product has this SKU");

    private final ProductRepository products;
    private final Function<Sql, RegisterProduct> registerProduct;
    private final ChangeProduct changeProduct;
    private final IdempotencyKeys keys;

    /** @param registerProduct the use case in a transaction */
    public ProductRoutes(Database database, ProductRepository products, Function<Sql, RegisterProduct> registerProduct, ChangeProduct changeProduct) {
        this.products = products;
        this.registerProduct = registerProduct;
        this.changeProduct = changeProduct;
        this.keys = new IdempotencyKeys(database);
    }

    public Resource[] resources() {
        return new Resource[] {
            Resource.at("/products").get(Access.anyone(), this::list).post(Access.staff(), this::register),
            Resource.at("/products/{id}").get(Access.anyone(), this::find).patch(Access.staff(), this::change)
        };
    }

    private Response list(Request request) {
        var page = request.page();
        return Response.ok(page.page(products.list(page), Product::id, ProductView::of));
    }

    private Response find(Request request) {
        return products.find(request.id("id"))
                .map(product -> Response.ok(ProductView.of(product)))
                .orElseGet(ProductRoutes::notFound);
    }

    private Response register(Request request) {
        var body = request.body(RegisterProductBody.class);
        var answer = keys.once(request, body, tx -> switch (registerProduct.apply(tx).register(body.details(), body.stock())) {
            case RegisterProduct.Outcome.Registered(var product) -> Response.created("/products/" + product.id(), ProductView.of(product));
            case RegisterProduct.Outcome.SkuTaken _ -> skuTaken();
        });
        return Audit.log(answer, answer.headers().get("Location") + " registered with stock " + body.stock());
    }

    private Response change(Request request) {
        var id = request.id("id");
        var patch = request.mergePatch();
        return switch (changeProduct.change(id, current -> patch.apply(ProductView.of(current), ChangeProductBody.of(current)).details())) {
            case ChangeProduct.Outcome.Changed(var product) -> Audit.log(Response.ok(ProductView.of(product)), "Product " + id + " changed");
            case ChangeProduct.Outcome.NotFound _ -> notFound();
            case ChangeProduct.Outcome.SkuTaken _ -> skuTaken();
        };
    }

    static Response notFound() {
        return Response.of(Problem.of(ProblemType.NOT_FOUND, "There is no product with this id."));
    }

    private static Response skuTaken() {
        return Response.of(Problem.of(SKU_TAKEN, "Choose another SKU, or change the product that has this one."));
    }
}
