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
    @Override
    public void add(Sql tx, StockAdjustment adjustment) {
        var after = adjustment.after();
        tx.execute("""
                with adjusted as (
                    update products
                    set available = ?, updated_at = ?
                    where id = ?
                )
                insert into stock_adjustments (id, product_id, delta, reason, available_after, reserved_after, created_at)
                values (?, ?, ?, ?, ?, ?, ?)
                """,
                after.available(), adjustment.createdAt(), adjustment.productId(),
                adjustment.id(), adjustment.productId(), adjustment.delta(), adjustment.reason(), after.available(), after.reserved(),
                adjustment.createdAt());
    }

    public Optional<StockAdjustment> find(Sql sql, UUID productId, UUID id) {
        return sql.first("""
                select id, product_id, delta, reason, available_after, reserved_after, created_at
                from stock_adjustments
                where product_id = ? and id = ?
                """, StockAdjustmentRepository::adjustment, productId, id);
    }

    public List<StockAdjustment> list(Sql sql, UUID productId, PageRequest page) {
        return sql.list("""
                select id, product_id, delta, reason, available_after, reserved_after, created_at
                from stock_adjustments
                where product_id = ? and id < coalesce(cast(? as uuid), cast('ffffffff-ffff-ffff-ffff-ffffffffffff' as uuid))
                order by id desc
                limit ?
                """, StockAdjustmentRepository::adjustment, productId, page.before(), page.fetch());
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
