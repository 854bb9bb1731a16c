package dev.martlet.products.infrastructure;

import dev.martlet.platform.sql.Database;
import dev.martlet.platform.sql.Sql;
import dev.martlet.platform.sql.SqlStatement;
import dev.martlet.platform.sql.Transactions;
import java.util.UUID;

/** Counts the stock of a product again. */
public final class StockRepairRepository {
    /** Reservations, releases and adjustments of the product wait for this lock, and the count sees those before it. */
    private static final SqlStatement LOCK = SqlStatement.of("products.lock-stock", """
            select id
            from products
            where id = :id
            for no key update""");
    private static final SqlStatement RECOUNT = SqlStatement.of("products.recount-stock", """
            update products
            set available = counted.added - counted.taken, reserved = counted.reserved, updated_at = statement_timestamp()
            from (
                select
                    (select coalesce(sum(delta), 0) from stock_adjustments where product_id = :id) as added,
                    coalesce(sum(line.quantity), 0) as taken,
                    coalesce(sum(line.quantity) filter (where r.status = 'RESERVED'), 0) as reserved
                from reservations as r
                cross join unnest(r.product_ids, r.quantities) as line (product_id, quantity)
                where r.status in ('RESERVED', 'CONFIRMED')
                and line.product_id = :id
            ) as counted
            where id = :id
            and counted.added >= counted.taken""");

    private final Database database;

    public StockRepairRepository(Database database) {
        this.database = database;
    }

    /** @return whether the counters are now those of adjustments and reservations; not if more was taken than ever added */
    public boolean recount(UUID productId) {
        return Transactions.run(database, tx -> recount(tx, productId));
    }

    private static boolean recount(Sql tx, UUID productId) {
        return tx.prepare(LOCK).set("id", productId).exists() && tx.prepare(RECOUNT).set("id", productId).execute() == 1;
    }
}
