package dev.martlet.customers.infrastructure;

import dev.martlet.platform.sql.Database;
import dev.martlet.platform.sql.Sql;
import dev.martlet.platform.sql.SqlStatement;
import dev.martlet.platform.sql.Transactions;
import java.util.UUID;

/** Counts the reserved credit of a customer again. */
public final class CreditRepairRepository {
    /** Reservations and releases of the customer wait for this lock, and the count sees those before it. */
    private static final SqlStatement LOCK = SqlStatement.of("customers.lock-credit", """
            select id
            from customers
            where id = :id
            for update""");
    private static final SqlStatement RECOUNT = SqlStatement.of("customers.recount-credit", """
            update customers
            set reserved_amount = (
                select coalesce(sum(amount), 0)
                from credit_reservations
                where customer_id = :id
                and status = 'RESERVED'
            )
            where id = :id
            and not exists (
                select from credit_reservations
                where customer_id = :id
                and status = 'RESERVED'
                and currency <> limit_currency
            )""");

    private final Database database;

    public CreditRepairRepository(Database database) {
        this.database = database;
    }

    /** @return whether the customer's reserved credit is now the sum of its reservations */
    public boolean recount(UUID customerId) {
        return Transactions.run(database, tx -> recount(tx, customerId));
    }

    private static boolean recount(Sql tx, UUID customerId) {
        return tx.prepare(LOCK).set("id", customerId).exists() && tx.prepare(RECOUNT).set("id", customerId).execute() == 1;
    }
}
