package dev.martlet.products.infrastructure;

import dev.martlet.platform.http.PageRequest;
import dev.martlet.platform.sql.Row;
import dev.martlet.platform.sql.Sql;
import dev.martlet.platform.sql.SqlStatement;
import dev.martlet.products.application.StockAdjustments;
import dev.martlet.products.domain.Stock;
import dev.martlet.products.domain.StockAdjustment;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The table stock_adjustments. */
public final class StockAdjustmentRepository implements StockAdjustments {
    private static final SqlStatement ADD = SqlStatement.of("products.add-adjustment", """
            with adjusted as (
                update products
                set available = :available, updated_at = :created_at
                where id = :product_id
            )
            insert into stock_adjustments (id, product_id, delta, reason, available_after, reserved_after, created_at)
            values (:id, :product_id, :delta, :reason, :available, :reserved, :created_at)""");
    private static final SqlStatement FIND = SqlStatement.of("products.find-adjustment", """
            select id, product_id, delta, reason, available_after, reserved_after, created_at
            from stock_adjustments
            where product_id = :product_id
            and id = :id""");
    /** The first page is bounded, too: PostgreSQL makes one plan for all pages, and with an "or" it would not start at the cursor. */
    private static final SqlStatement LIST = SqlStatement.of("products.list-adjustments", """
            select id, product_id, delta, reason, available_after, reserved_after, created_at
            from stock_adjustments
            where product_id = :product_id
            and id < :before
            order by id desc
            limit :limit""");

    private final Sql sql;

    public StockAdjustmentRepository(Sql sql) {
        this.sql = sql;
    }

    /** The same stock adjustments, in a transaction. */
    public StockAdjustmentRepository in(Sql tx) {
        return new StockAdjustmentRepository(tx);
    }

    @Override
    public void add(StockAdjustment adjustment) {
        sql.prepare(ADD)
                .set("id", adjustment.id())
                .set("product_id", adjustment.productId())
                .set("delta", adjustment.delta())
                .set("reason", adjustment.reason())
                .set("available", adjustment.after().available())
                .set("reserved", adjustment.after().reserved())
                .set("created_at", adjustment.createdAt())
                .execute();
    }

    public Optional<StockAdjustment> find(UUID productId, UUID id) {
        return sql.prepare(FIND).set("product_id", productId).set("id", id).first(StockAdjustmentRepository::adjustment);
    }

    /** Newest first. */
    public List<StockAdjustment> list(UUID productId, PageRequest page) {
        return sql.prepare(LIST)
                .set("product_id", productId)
                .set("before", page.beforeOrMax())
                .set("limit", page.fetch())
                .list(StockAdjustmentRepository::adjustment);
    }

    private static StockAdjustment adjustment(Row row) {
        return new StockAdjustment(
                row.uuid("id"),
                row.uuid("product_id"),
                row.number("delta"),
                row.text("reason"),
                new Stock(row.number("available_after"), row.number("reserved_after")),
                row.instant("created_at"));
    }
}
