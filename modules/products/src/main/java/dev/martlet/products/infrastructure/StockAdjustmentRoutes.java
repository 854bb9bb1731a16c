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
import dev.martlet.products.application.AdjustStock;
import dev.martlet.products.domain.Stock;
import dev.martlet.products.domain.StockAdjustment;
import java.util.function.Function;

/** The REST resources of stock adjustments. */
public final class StockAdjustmentRoutes {
    private static final ProblemType INSUFFICIENT_STOCK = new ProblemType("insufficient-stock", 409, "There is not enough in stock");

    private final ProductRepository products;
    private final StockAdjustmentRepository adjustments;
    private final Function<Sql, AdjustStock> adjustStock;
    private final IdempotencyKeys keys;

    /** @param adjustStock the use case in a transaction */
    public StockAdjustmentRoutes(
            Database database, ProductRepository products, StockAdjustmentRepository adjustments, Function<Sql, AdjustStock> adjustStock) {
        this.products = products;
        this.adjustments = adjustments;
        this.adjustStock = adjustStock;
        this.keys = new IdempotencyKeys(database);
    }

    public Resource[] resources() {
        return new Resource[] {
            Resource.at("/products/{id}/stock-adjustments").partOf(this::product).get(Access.staff(), this::list).post(Access.staff(), this::adjust),
            Resource.at("/products/{id}/stock-adjustments/{adjustmentId}").get(Access.staff(), this::find)
        };
    }

    private Response list(Request request) {
        var id = request.id("id");
        var page = request.page();
        return products.find(id)
                .map(product -> adjustments.list(product.id(), page))
                .map(rows -> Response.ok(page.page(rows, StockAdjustment::id, StockAdjustmentView::of)))
                .orElseGet(ProductRoutes::notFound);
    }

    private Response find(Request request) {
        return adjustments.find(request.id("id"), request.id("adjustmentId"))
                .map(adjustment -> Response.ok(StockAdjustmentView.of(adjustment)))
                .orElseGet(() -> Response.of(Problem.of(ProblemType.NOT_FOUND, "The product has no stock adjustment with this id.")));
    }

    private Response adjust(Request request) {
        var productId = request.id("id");
        var body = request.body(AdjustStockBody.class);
        var answer = keys.once(request, body, tx -> answer(adjustStock.apply(tx).adjust(
                productId, body.delta(), body.reason(), current -> request.requireMatch(() -> ProductView.of(current)))));
        return Audit.log(answer, "Stock of product " + productId + " adjusted: delta " + body.delta());
    }

    private static Response answer(AdjustStock.Outcome outcome) {
        return switch (outcome) {
            case AdjustStock.Outcome.Adjusted(var adjustment) -> Response.created(location(adjustment), StockAdjustmentView.of(adjustment));
            case AdjustStock.Outcome.NotFound _ -> ProductRoutes.notFound();
            case AdjustStock.Outcome.InsufficientStock(var available) ->
                Response.of(Problem.of(INSUFFICIENT_STOCK, "Only " + available + " can be removed."));
            case AdjustStock.Outcome.TooMuchStock _ ->
                Response.of(Problem.invalid("/delta", "must leave at most " + Stock.MAX_AVAILABLE + " available"));
        };
    }

    private Response product(Request request) {
        return products.find(request.id("id"))
                .map(product -> Response.ok(ProductView.of(product)))
                .orElseGet(ProductRoutes::notFound);
    }

    private static String location(StockAdjustment adjustment) {
        return "/products/" + adjustment.productId() + "/stock-adjustments/" + adjustment.id();
    }
}
