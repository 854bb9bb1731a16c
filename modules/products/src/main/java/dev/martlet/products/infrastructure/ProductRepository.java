package dev.martlet.products.infrastructure;

import dev.martlet.platform.core.Slice;
import dev.martlet.platform.http.PageRequest;
import dev.martlet.platform.sql.Row;
import dev.martlet.platform.sql.Sql;
import dev.martlet.products.application.Products;
import dev.martlet.products.domain.Product;
import dev.martlet.products.domain.ProductDetails;
import dev.martlet.products.domain.Stock;
import java.util.Optional;
import java.util.UUID;

/** The table products. */
public final class ProductRepository implements Products {
    @Override
    public boolean add(Sql sql, Product product) {
        var details = product.details();
        return sql.execute("""
                insert into products (
                    id, sku, name, description, price_amount, price_currency, available, reserved, created_at, updated_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (sku) do nothing
                """,
                product.id(), details.sku(), details.name(), details.description(), details.price().amount(), details.price().currency(),
                product.stock().available(), product.stock().reserved(), product.createdAt(), product.updatedAt()) == 1;
    }

    @Override
    public Optional<Product> lock(Sql tx, UUID id) {
        return tx.first("""
                select id, sku, name, description, price_amount, price_currency, available, reserved, created_at, updated_at
                from products
                where id = ?
                for no key update
                """, ProductRepository::product, id);
    }

    @Override
    public void update(Sql sql, Product product) {
        var details = product.details();
        sql.execute("""
                update products
                set sku = ?, name = ?, description = ?, price_amount = ?, price_currency = ?, updated_at = ?
                where id = ?
                """,
                details.sku(), details.name(), details.description(), details.price().amount(), details.price().currency(), product.updatedAt(),
                product.id());
    }

    public Optional<Product> find(Sql sql, UUID id) {
        return sql.first("""
                select id, sku, name, description, price_amount, price_currency, available, reserved, created_at, updated_at
                from products
                where id = ?
                """, ProductRepository::product, id);
    }

    /** The bound is compared even on the first page: PostgreSQL plans once for all pages, and an "or" would keep it from starting at the cursor. */
    public Slice<Product> list(Sql sql, PageRequest page) {
        return sql.slice("""
                select id, sku, name, description, price_amount, price_currency, available, reserved, created_at, updated_at
                from products
                where id < coalesce(cast(? as uuid), cast('ffffffff-ffff-ffff-ffff-ffffffffffff' as uuid))
                order by id desc
                limit ?
                """, ProductRepository::product, page.before(), page.fetch());
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
