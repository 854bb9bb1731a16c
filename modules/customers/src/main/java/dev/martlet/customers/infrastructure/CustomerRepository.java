package dev.martlet.customers.infrastructure;

import dev.martlet.customers.api.CustomerEvents.CustomerChanged;
import dev.martlet.customers.api.CustomerEvents.CustomerDeleted;
import dev.martlet.customers.api.CustomerEvents.CustomerRegistered;
import dev.martlet.customers.application.ActiveCustomers;
import dev.martlet.customers.application.Customers;
import dev.martlet.customers.application.EmailTaken;
import dev.martlet.customers.domain.Credit;
import dev.martlet.customers.domain.Customer;
import dev.martlet.platform.core.Money;
import dev.martlet.platform.events.Event;
import dev.martlet.platform.events.Outbox;
import dev.martlet.platform.http.PageRequest;
import dev.martlet.platform.runtime.idempotency.IdempotencyKeys;
import dev.martlet.platform.sql.Database;
import dev.martlet.platform.sql.Row;
import dev.martlet.platform.sql.Sql;
import dev.martlet.platform.sql.SqlFailure;
import dev.martlet.platform.sql.SqlStatement;
import dev.martlet.platform.sql.Transactions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The table customers. A change and its event are one statement. */
public final class CustomerRepository implements Customers, ActiveCustomers {
    private static final SqlStatement ADD = SqlStatement.of("customers.add", """
            with added as (
                insert into customers (id, list_position, email, name, active, limit_amount, limit_currency, created_at, updated_at)
                values (:id, :position, :email, :name, :active, :limit_amount, :limit_currency, :created_at, :updated_at)
                on conflict do nothing
                returning id
            )
            select record_event(:event)
            from added""");
    private static final SqlStatement LOCK = SqlStatement.of("customers.lock", """
            select id, email, name, active, limit_amount, limit_currency, reserved_amount, created_at, updated_at
            from customers
            where id = :id
            for update""");
    private static final SqlStatement UPDATE = SqlStatement.of("customers.update", """
            with updated as (
                update customers
                set email = :email, name = :name, active = :active, limit_amount = :limit_amount, limit_currency = :limit_currency,
                    updated_at = :updated_at
                where id = :id
                returning id
            )
            select record_event(:event)
            from updated""");
    private static final SqlStatement DELETE = SqlStatement.of("customers.delete", """
            with deleted as (
                delete from customers
                where id = :id
                returning id
            )
            select record_event(:event)
            from deleted""");
    /** The array is a sub-select, so that PostgreSQL does not know its length when it plans: otherwise it would make a new plan with every call. */
    private static final SqlStatement ARE_ACTIVE = SqlStatement.of("customers.are-active", """
            select id, active
            from customers
            where id = any (cast((select :ids) as uuid[]))""");
    private static final SqlStatement FIND = SqlStatement.of("customers.find", """
            select id, email, name, active, limit_amount, limit_currency, reserved_amount, created_at, updated_at
            from customers
            where id = :id""");
    private static final SqlStatement FIND_BY_EMAIL = SqlStatement.of("customers.find-by-email", """
            select id, email, name, active, limit_amount, limit_currency, reserved_amount, created_at, updated_at
            from customers
            where lower(email) = lower(:email collate "C")""");
    /** The first page is bounded, too: PostgreSQL makes one plan for all pages, and with an "or" it would not start at the cursor. */
    private static final SqlStatement LIST = SqlStatement.of("customers.list", """
            select coalesce(list_position, id) as position, id, email, name, active, limit_amount, limit_currency, reserved_amount, created_at, updated_at
            from customers
            where coalesce(list_position, id) < :before
            order by coalesce(list_position, id) desc
            limit :limit""");

    private final Database database;
    private final Sql sql;
    private final Outbox outbox;

    /** A customer, and where it stands in a list. */
    public record Listed(UUID position, Customer customer) {
        /** Alone in its list. */
        static Listed alone(Customer customer) {
            return new Listed(customer.id(), customer);
        }
    }

    public CustomerRepository(Database database, Outbox outbox) {
        this(database, database.sql(), outbox);
    }

    private CustomerRepository(Database database, Sql sql, Outbox outbox) {
        this.database = database;
        this.sql = sql;
        this.outbox = outbox;
    }

    /** The same customers, in a transaction. */
    public CustomerRepository in(Sql tx) {
        return new CustomerRepository(database, tx, outbox);
    }

    @Override
    public <T> T transaction(Function<Customers, T> work) {
        return Transactions.run(database, tx -> work.apply(in(tx)));
    }

    @Override
    public boolean add(Customer customer, UUID position, Event<CustomerRegistered> event) {
        var limit = customer.credit().limit();
        return sql.prepare(ADD)
                .set("id", customer.id())
                .set("position", position)
                .set("email", customer.email())
                .set("name", customer.name())
                .set("active", customer.active())
                .set("limit_amount", limit.amount())
                .set("limit_currency", limit.currency())
                .set("created_at", customer.createdAt())
                .set("updated_at", customer.updatedAt())
                .set("event", outbox.parameter(event))
                .exists();
    }

    @Override
    public boolean exists(UUID id) {
        return find(id).isPresent();
    }

    @Override
    public Optional<Customer> lock(UUID id) {
        return sql.prepare(LOCK).set("id", id).first(CustomerRepository::customer);
    }

    /** The email is the only unique column that changes. A query before the update would not be enough: another customer can take the email in between. */
    @Override
    public void update(Customer customer, Event<CustomerChanged> event) {
        var limit = customer.credit().limit();
        try {
            sql.prepare(UPDATE)
                    .set("id", customer.id())
                    .set("email", customer.email())
                    .set("name", customer.name())
                    .set("active", customer.active())
                    .set("limit_amount", limit.amount())
                    .set("limit_currency", limit.currency())
                    .set("updated_at", customer.updatedAt())
                    .set("event", outbox.parameter(event))
                    .exists();
        } catch (SqlFailure failure) {
            throw failure.isUniqueViolation() ? new EmailTaken(failure) : failure;
        }
    }

    @Override
    public void delete(UUID id, Event<CustomerDeleted> event) {
        sql.prepare(DELETE).set("id", id).set("event", outbox.parameter(event)).exists();
        IdempotencyKeys.erase(sql, List.of("/customers/" + id));
    }

    @Override
    public Optional<Boolean> isActive(UUID id) {
        return Optional.ofNullable(areActive(List.of(id)).get(id));
    }

    /** @return whether they may place orders; without those that do not exist */
    Map<UUID, Boolean> areActive(List<UUID> ids) {
        return sql.prepare(ARE_ACTIVE).set("ids", ids.toArray(UUID[]::new)).list(row -> Map.entry(row.uuid("id"), row.flag("active"))).stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    public Optional<Customer> find(UUID id) {
        return sql.prepare(FIND).set("id", id).first(CustomerRepository::customer);
    }

    /** @param email in any case */
    public Optional<Customer> findByEmail(String email) {
        return sql.prepare(FIND_BY_EMAIL).set("email", email).first(CustomerRepository::customer);
    }

    /** Newest first. */
    public List<Listed> list(PageRequest page) {
        return sql.prepare(LIST).set("before", page.beforeOrMax()).set("limit", page.fetch()).list(row -> new Listed(row.uuid("position"), customer(row)));
    }

    private static Customer customer(Row row) {
        var limit = row.money("limit");
        return new Customer(
                row.uuid("id"),
                row.text("email"),
                row.text("name"),
                row.flag("active"),
                new Credit(limit, Money.of(row.number("reserved_amount"), limit.currency())),
                row.instant("created_at"),
                row.instant("updated_at"));
    }
}
