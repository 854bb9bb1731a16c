package dev.martlet.products.infrastructure;

import dev.martlet.platform.core.Slice;
import dev.martlet.platform.http.PageRequest;
import dev.martlet.platform.sql.Database;
import dev.martlet.platform.sql.Row;
import dev.martlet.platform.sql.Sql;
import dev.martlet.platform.sql.SqlFailure;
import dev.martlet.platform.sql.Transactions;
import dev.martlet.products.application.Products;
import dev.martlet.products.application.SkuTaken;
import dev.martlet.products.domain.Product;
import dev.martlet.products.domain.ProductDetails;
import dev.martlet.products.domain.Stock;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** The table products. */
public final class ProductRepository implements Products {
    private static final String ADD = """
            insert into products (
                id, sku, name, description, price_amount, price_currency, available, reserved, created_at, updated_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (sku) do nothing""";
    private static final String LOCK = """
            select id, sku, name, description, price_amount, price_currency, available, reserved, created_at, updated_at
            from products
            where id = ?
            for no key update""";
    private static final String UPDATE = """
            update products
            set sku = ?, name = ?, description = ?, price_amount = ?, price_currency = ?, updated_at = ?
            where id = ?""";
    private static final String FIND = """
            select id, sku, name, description, price_amount, price_currency, available, reserved, created_at, updated_at
            from products
            where id = ?""";
    /** The first page is bounded, too: PostgreSQL makes one plan for all pages, and with an "or" it would not start at the cursor. */
    private static final String LIST = """
            select id, sku, name, description, price_amount, price_currency, available, reserved, created_at, updated_at
            from products
            where id < coalesce(cast(? as uuid), cast('ffffffff-ffff-ffff-ffff-ffffffffffff' as uuid))
            order by id desc
            limit ?""";

    private final Database database;
    private final Sql sql;

    public ProductRepository(Database database) {
        this(database, database.sql());
    }

    private ProductRepository(Database database, Sql sql) {
        this.database = database;
        this.sql = sql;
    }

    /** The same products, in a transaction. */
    public ProductRepository in(Sql tx) {
        return new ProductRepository(database, tx);
    }

    @Override
    public <T> T transaction(Function<Products, T> work) {
        return Transactions.run(database, tx -> work.apply(in(tx)));
    }

    @Override
    public boolean add(Product product) {
        var details = product.details();
        return sql.execute(ADD,
                product.id(), details.sku(), details.name(), details.description(), details.price().amount(), details.price().currency(),
                product.stock().available(), product.stock().reserved(), product.createdAt(), product.updatedAt()) == 1;
    }

    @Override
    public Optional<Product> lock(UUID id) {
        return sql.first(LOCK, ProductRepository::product, id);
    }

    /** The SKU is the only unique column that changes. A query before the update would not be enough: another product can take the SKU in between. */
    @Override
    public void update(Product product) {
        var details = product.details();
        try {
            sql.execute(UPDATE,
                    details.sku(), details.name(), details.description(), details.price().amount(), details.price().currency(), product.updatedAt(),
                    product.id());
        } catch (SqlFailure failure) {
            throw failure.isUniqueViolation() ? new SkuTaken(failure) : failure;
        }
    }

    public Optional<Product> find(UUID id) {
        return sql.first(FIND, ProductRepository::product, id);
    }

    /** Newest first. */
    public Slice<Product> list(PageRequest page) {
        return sql.slice(LIST, ProductRepository::product, page.before(), page.fetch());
    }

    private static Product product(Row row) {
        return new Product(
                row.uuid("id"),
                new ProductDetails(row.optionalText("sku"), row.text("name"), row.optionalText("description"), row.money("price")),
                new Stock(row.number("available"), row.number("reserved")),
                row.instant("created_at"),
                row.instant("updated_at"));
    }
}
