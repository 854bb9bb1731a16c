package dev.martlet.products.infrastructure;

import dev.martlet.platform.core.Slice;
import dev.martlet.platform.http.PageRequest;
import dev.martlet.platform.sql.Database;
import dev.martlet.platform.sql.Row;
import dev.martlet.platform.sql.Sql;
import dev.martlet.platform.sql.SqlFailure;
import dev.martlet.platform.sql.SqlStatement;
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
    private static final SqlStatement ADD = SqlStatement.of("products.add", """
            insert into products (
                id, sku, name, description, price_amount, price_currency, available, reserved, created_at, updated_at)
            values (
                :id, :sku, :name, :description, :price_amount, :price_currency, :available, :reserved, :created_at, :updated_at)
            on conflict (sku) do nothing""");
    private static final SqlStatement LOCK = SqlStatement.of("products.lock", """
            select id, sku, name, description, price_amount, price_currency, available, reserved, created_at, updated_at
            from products
            where id = :id
            for no key update""");
    private static final SqlStatement UPDATE = SqlStatement.of("products.update", """
            update products
            set sku = :sku, name = :name, description = :description, price_amount = :price_amount, price_currency = :price_currency,
                updated_at = :updated_at
            where id = :id""");
    private static final SqlStatement FIND = SqlStatement.of("products.find", """
            select id, sku, name, description, price_amount, price_currency, available, reserved, created_at, updated_at
            from products
            where id = :id""");
    /** The first page is bounded, too: PostgreSQL makes one plan for all pages, and with an "or" it would not start at the cursor. */
    private static final SqlStatement LIST = SqlStatement.of("products.list", """
            select id, sku, name, description, price_amount, price_currency, available, reserved, created_at, updated_at
            from products
            where id < :before
            order by id desc
            limit :limit""");

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
        long added = sql.prepare(ADD)
                .set("id", product.id())
                .set("sku", details.sku())
                .set("name", details.name())
                .set("description", details.description())
                .set("price_amount", details.price().amount())
                .set("price_currency", details.price().currency())
                .set("available", product.stock().available())
                .set("reserved", product.stock().reserved())
                .set("created_at", product.createdAt())
                .set("updated_at", product.updatedAt())
                .execute();
        return added == 1;
    }

    @Override
    public Optional<Product> lock(UUID id) {
        return sql.prepare(LOCK).set("id", id).first(ProductRepository::product);
    }

    /** The SKU is the only unique column that changes. A query before the update would not be enough: another product can take the SKU in between. */
    @Override
    public void update(Product product) {
        var details = product.details();
        try {
            sql.prepare(UPDATE)
                    .set("id", product.id())
                    .set("sku", details.sku())
                    .set("name", details.name())
                    .set("description", details.description())
                    .set("price_amount", details.price().amount())
                    .set("price_currency", details.price().currency())
                    .set("updated_at", product.updatedAt())
                    .execute();
        } catch (SqlFailure failure) {
            throw failure.isUniqueViolation() ? new SkuTaken(failure) : failure;
        }
    }

    public Optional<Product> find(UUID id) {
        return sql.prepare(FIND).set("id", id).first(ProductRepository::product);
    }

    /** Newest first. */
    public Slice<Product> list(PageRequest page) {
        return sql.prepare(LIST).set("before", page.beforeOrMax()).set("limit", page.fetch()).slice(ProductRepository::product);
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
