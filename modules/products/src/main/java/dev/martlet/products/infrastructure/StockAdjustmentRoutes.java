package dev.martlet.products.infrastructure;

import dev.martlet.kernel.http.Answer;
import dev.martlet.kernel.http.IdempotencyKeys;
import dev.martlet.kernel.http.Problem;
import dev.martlet.kernel.http.ProblemType;
import dev.martlet.kernel.http.Request;
import dev.martlet.kernel.http.Resource;
import dev.martlet.kernel.sql.Database;
import dev.martlet.products.application.Stocktaking;
import dev.martlet.products.domain.Stock;
import dev.martlet.products.domain.StockAdjustment;

/** The REST resources of stock adjustments. */
public final class StockAdjustmentRoutes {
    private static final ProblemType INSUFFICIENT_STOCK = new ProblemType("insufficient-stock", 409, "There is not enough in stock");

    private final Stocktaking stocktaking;
    private final ProductRepository products;
    private final StockAdjustmentRepository adjustments;
    private final IdempotencyKeys keys;
    private final Database database;

    public StockAdjustmentRoutes(Stocktaking stocktaking, ProductRepository products, StockAdjustmentRepository adjustments, Database database) {
        this.stocktaking = stocktaking;
        this.products = products;
        this.adjustments = adjustments;
        this.keys = new IdempotencyKeys(database);
        this.database = database;
    }

    public Resource[] resources() {
        return new Resource[] {
            Resource.at("/products/{id}/stock-adjustments").get(this::list).post(this::adjust),
            Resource.at("/products/{id}/stock-adjustments/{adjustmentId}").get(this::find)
        };
    }

    private Answer list(Request request) {
        var id = request.id("id");
        var page = request.page();
        return products.find(database.sql(), id)
                .map(product -> adjustments.list(database.sql(), product.id(), page))
                .map(rows -> Answer.ok(page.page(rows, StockAdjustment::id, StockAdjustmentView::of)))
                .orElseGet(ProductRoutes::notFound);
    }

    private Answer find(Request request) {
        return adjustments.find(database.sql(), request.id("id"), request.id("adjustmentId"))
                .map(adjustment -> Answer.ok(StockAdjustmentView.of(adjustment)))
                .orElseGet(() -> Answer.of(Problem.of(ProblemType.NOT_FOUND, "The product has no stock adjustment with this id.")));
    }

    private Answer adjust(Request request) {
        var productId = request.id("id");
        var body = request.body(AdjustStock.class);
        return keys.once(request, body, tx -> switch (stocktaking.adjust(tx, productId, body.delta(), body.reason())) {
            case Stocktaking.Outcome.Adjusted(var adjustment) -> Answer.created(location(adjustment), StockAdjustmentView.of(adjustment));
            case Stocktaking.Outcome.UnknownProduct _ -> ProductRoutes.notFound();
            case Stocktaking.Outcome.InsufficientStock(var available) ->
                Answer.of(Problem.of(INSUFFICIENT_STOCK, "Only " + available + " can be taken out."));
            case Stocktaking.Outcome.TooMuchStock _ ->
                Answer.of(Problem.invalid("/delta", "must leave at most " + Stock.MOST_AVAILABLE + " available"));
        });
    }

    private static String location(StockAdjustment adjustment) {
        return "/products/" + adjustment.productId() + "/stock-adjustments/" + adjustment.id();
    }
}
