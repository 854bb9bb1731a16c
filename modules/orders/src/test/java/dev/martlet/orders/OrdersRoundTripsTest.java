package dev.martlet.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.orders.api.OrderEvents;
import dev.martlet.orders.application.Cancellation;
import dev.martlet.orders.application.ResponseFactory;
import dev.martlet.orders.domain.Order;
import dev.martlet.orders.domain.OrderStatus;
import dev.martlet.orders.infrastructure.OrderListRepository;
import dev.martlet.orders.infrastructure.OrderRepository;
import dev.martlet.platform.events.Event;
import dev.martlet.platform.events.Outbox;
import dev.martlet.platform.http.PageRequest;
import dev.martlet.platform.http.Response;
import dev.martlet.platform.runtime.idempotency.IdempotencyClaim;
import dev.martlet.platform.runtime.idempotency.IdempotencyKeys;
import dev.martlet.platform.sql.AdHocSql;
import dev.martlet.platform.sql.Database;
import dev.martlet.platform.sql.Sql;
import dev.martlet.platform.testing.CountedSql;
import dev.martlet.platform.testing.SqlProbe;
import dev.martlet.platform.testing.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How many round trips the use cases take, and that no statement reads the table from end to end. */
class OrdersRoundTripsTest {
    @AutoClose
    private static final Database database = TestDatabase.open("orders");
    private static final Sql sql = database.sql();
    private static List<UUID> ids;
    private static UUID customer;

    private final CountedSql counted = new CountedSql(database.sql());
    private final SqlProbe probe = new SqlProbe(database.sql());
    private final RepositoryFixture fixture = new RepositoryFixture(new OrderRepository(counted, new SimpleMeterRegistry(), new Outbox()));
    private final OrderRepository orders = new OrderRepository(probe, new SimpleMeterRegistry(), new Outbox());
    private final OrderListRepository lists = new OrderListRepository(probe);

    @BeforeAll
    static void fillTheTable() {
        new AdHocSql(sql).execute("""
                insert into orders (id, customer_id, lines, status, payment_method, retry_at, created_at, updated_at)
                select
                    gen_random_uuid(), (array[gen_random_uuid(), md5((n % 100)::text)::uuid])[1 + n % 2], '[]',
                    case when n % 100 = 0 then 'PENDING' else 'CONFIRMED' end, 'CREDIT',
                    case when n % 100 = 0 then now() + interval '1 hour' end, now(), now()
                from generate_series(1, 10000) as n
                """);
        new AdHocSql(sql).execute("analyze");
        ids = new AdHocSql(sql).list("select id from orders order by id", row -> row.uuid("id"));
        customer = new AdHocSql(sql).first("select customer_id from orders group by customer_id having count(*) > 1 limit 1", row -> row.uuid("customer_id"))
                .orElseThrow();
    }

    @Test
    void aConfirmedOrderTakesTwoStatementsWithItsKeyItsEventAndItsResponse() {
        var keys = new IdempotencyKeys(database);
        var order = fixture.order();
        var claim = new IdempotencyClaim("caller", "/orders", "key", "hash", Optional.of(order.id()));
        ResponseFactory responses = placed -> keys.keep(Optional.of(claim), Response.created("/orders/" + placed.id(), placed.status()));
        long events = events();

        var placed = fixture.placeOrder.place(order, Optional.of(claim), responses).orElseThrow();

        assertThat(placed.status()).isEqualTo(OrderStatus.CONFIRMED);
        assertThat(counted.statements()).isEqualTo(2);
        assertThat(events() - events).isEqualTo(1);
        assertThat(keys.earlier(claim)).isInstanceOfSatisfying(
                IdempotencyKeys.Earlier.Answered.class, earlier -> assertThat(earlier.answer().status()).isEqualTo(201));
        assertThat(orders.find(order.id())).contains(placed);
    }

    @Test
    void aRejectedOrderTakesThreeStatements() {
        fixture.payments.declines = true;

        assertThat(place().status()).isEqualTo(OrderStatus.REJECTED);

        assertThat(counted.statements()).isEqualTo(3);
    }

    @Test
    void aCancellationTakesThreeStatements() {
        var order = place();
        int before = counted.statements();

        assertThat(fixture.cancelOrder.cancel(order.id(), () -> { })).isInstanceOf(Cancellation.Cancelled.class);

        assertThat(counted.statements() - before).isEqualTo(3);
    }

    @Test
    void anOrderIsFoundByItsKey() {
        orders.find(ids.getFirst());

        assertThat(onlyPlan()).contains("orders_pkey").doesNotContain("Seq Scan");
    }

    @Test
    void dueOrdersAreTakenByIndexes() {
        orders.take(8, Duration.ofSeconds(6));

        assertThat(onlyPlan()).contains("orders_unfinished").doesNotContain("Seq Scan on orders");
    }

    @Test
    void theNextDueOrderIsFoundByAnIndex() {
        assertThat(orders.timeToNextDue()).isPresent();

        assertThat(onlyPlan()).contains("orders_unfinished").doesNotContain("Seq Scan");
    }

    @Test
    void aPageStartsAtItsCursor() {
        var page = lists.list(Optional.empty(), List.of(), new PageRequest(10, Optional.of(ids.get(500))));

        assertThat(page.rows()).hasSize(11).first().extracting(Order::id).isEqualTo(ids.get(499));
        assertThat(onlyPlan()).containsPattern("orders_pkey[^\\n]*\\n *Index Cond: \\(id <").doesNotContain("Seq Scan").doesNotContain("Sort");
    }

    @Test
    void aPageOfACustomerStartsAtItsCursor() {
        lists.list(Optional.of(customer), List.of(), new PageRequest(10, Optional.of(ids.get(5000))));

        assertThat(onlyPlan()).containsPattern("orders_by_customer[^\\n]*\\n *Index Cond: \\(\\(customer_id = .*AND \\(id <").doesNotContain("Seq Scan");
    }

    @Test
    void aPageOfAStatusStartsAtItsCursor() {
        lists.list(Optional.empty(), List.of(OrderStatus.PENDING, OrderStatus.REJECTING), new PageRequest(10, Optional.of(ids.get(5000))));

        assertThat(onlyPlan()).contains("orders_by_status").doesNotContain("Seq Scan");
    }

    @Test
    void aPageOfConfirmedOrdersFollowsTheKey() {
        lists.list(Optional.empty(), List.of(OrderStatus.CONFIRMED), new PageRequest(10, Optional.of(ids.get(5000))));

        assertThat(onlyPlan()).containsPattern("orders_pkey[^\\n]*\\n *Index Cond: \\(id <").doesNotContain("Seq Scan").doesNotContain("Sort");
    }

    @Test
    void theTwoStatementsOfAnOrderFindTheirRowsByIndexes() {
        var order = fixture.order();
        orders.open(order, Duration.ofMinutes(1), Optional.empty());
        orders.finish(OrderStatus.PENDING, order.confirmed(order.createdAt()), event(order), Optional.empty());

        assertThat(probe.plans()).hasSize(2);
        assertThat(probe.plans().getLast()).contains("Nested Loop", "orders_pkey", "Conflict Arbiter Indexes: idempotency_keys_pkey")
                .doesNotContain("Seq Scan").doesNotContain("Hash Join");
    }

    @Test
    void theResponseIsKeptWithoutAnEntryInAnIndex() {
        var keys = new IdempotencyKeys(database);
        for (int i = 0; i < 100; i++) {
            var order = fixture.order();
            var claim = new IdempotencyClaim("caller", "/orders", order.id().toString(), "hash", Optional.of(order.id()));
            fixture.placeOrder.place(order, Optional.of(claim), placed -> keys.keep(Optional.of(claim), Response.created("/orders/" + placed.id(), placed)));
        }

        await().atMost(Duration.ofSeconds(30)).untilAsserted(
                () -> assertThat(updates("n_tup_upd")).isGreaterThanOrEqualTo(100).isEqualTo(updates("n_tup_hot_upd")));
    }

    private static long updates(String kind) {
        return new AdHocSql(sql).first("select " + kind + " as n from pg_stat_user_tables where relname = 'idempotency_keys'", row -> row.number("n"))
                .orElseThrow();
    }

    private static Event<?> event(Order order) {
        return Event.of(OrderEvents.REJECTED, order.id(), order.createdAt(), new OrderEvents.OrderRejected(order.id(), order.customerId(), "expired"));
    }

    private Order place() {
        return fixture.placeOrder.place(fixture.order(), Optional.empty(), ResponseFactory.NONE).orElseThrow();
    }

    private String onlyPlan() {
        assertThat(probe.plans()).hasSize(1);
        return probe.plans().getFirst();
    }

    private static long events() {
        return new AdHocSql(sql).first("select count(*) as n from outbox", row -> row.number("n")).orElseThrow();
    }
}
