package dev.martlet.products.infrastructure;

import dev.martlet.platform.http.PageRequest;
import dev.martlet.platform.sql.Row;
import dev.martlet.platform.sql.Sql;
import dev.martlet.products.application.StockAdjustments;
import dev.martlet.products.domain.Stock;
import dev.martlet.products.domain.StockAdjustment;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The table stock_adjustments. */
public final class StockAdjustmentRepository implements StockAdjustments {
    private static final String ADD = """
            with adjusted as (
                update products
                set available = ?, updated_at = ?
                where id = ?
            )
            insert into stock_adjustments (id, product_id, delta, reason, available_after, reserved_after, created_at)
            values (?, ?, ?, ?, ?, ?, ?)""";
    private static final String FIND = """
            select id, product_id, delta, reason, available_after, reserved_after, created_at
            from stock_adjustments
            where product_id = ?
            and id = ?""";
    /** The first page is bounded, too: PostgreSQL makes one plan for all pages, and with an "or" it would not start at the cursor. */
    private static final String LIST = """
            select id, product_id, delta, reason, available_after, reserved_after, created_at
            from stock_adjustments
            where product_id = ?
            and id < coalesce(cast(? as uuid), cast('ffffffff-ffff-ffff-ffff-ffffffffffff' as uuid))
            order by id desc
            limit ?""";

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
        var after = adjustment.after();
        sql.execute(ADD,
                after.available(), adjustment.createdAt(), adjustment.productId(),
                adjustment.id(), adjustment.productId(), adjustment.delta(), adjustment.reason(), after.available(), after.reserved(),
                adjustment.createdAt());
    }

    public Optional<StockAdjustment> find(UUID productId, UUID id) {
        return sql.first(FIND, StockAdjustmentRepository::adjustment, productId, id);
    }

    /** Newest first. */
    public List<StockAdjustment> list(UUID productId, PageRequest page) {
        return sql.list(LIST, StockAdjustmentRepository::adjustment, productId, page.before(), page.fetch());
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
