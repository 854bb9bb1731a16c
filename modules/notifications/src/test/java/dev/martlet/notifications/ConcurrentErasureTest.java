package dev.martlet.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.customers.api.CustomerEvents.CustomerDeleted;
import dev.martlet.customers.api.CustomerEvents.CustomerRegistered;
import dev.martlet.customers.api.CustomerEvents;
import dev.martlet.notifications.domain.Mail;
import dev.martlet.notifications.infrastructure.MailQueueRepository;
import dev.martlet.orders.api.OrderEvents.OrderConfirmed;
import dev.martlet.orders.api.OrderEvents;
import dev.martlet.platform.core.Money;
import dev.martlet.platform.events.Event;
import dev.martlet.platform.sql.AdHocSql;
import dev.martlet.platform.testing.ModuleHarness;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A customer is deleted while its mails are recorded, sent and queued again, by other transactions and processes. */
class ConcurrentErasureTest {
    private static final int CUSTOMERS = 40;

    @Test
    void noAddressStaysWhateverComesFirst() {
        try (var harness = ModuleHarness.of(new NotificationsModule()).start()) {
            List<UUID> customers = IntStream.range(0, CUSTOMERS).mapToObj(_ -> UUID.randomUUID()).toList();
            customers.forEach(customer -> prepare(harness, customer));
            var queue = new MailQueueRepository(harness.database().sql(), Duration.ofMinutes(1));
            List<Mail> inFlight = queue.take(CUSTOMERS, List.of(), List.of());
            List<UUID> failed = ids(harness, "update notifications set status = 'FAILED' where lease is null returning id");
            assertThat(inFlight).hasSize(CUSTOMERS);
            assertThat(failed).hasSize(CUSTOMERS);

            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                failed.forEach(id -> threads.execute(() ->
                        harness.http().post("/notifications/" + id + "/resend", "", "Idempotency-Key", "again").expect(200)));
                inFlight.forEach(mail -> threads.execute(() -> queue.sent(mail)));
                customers.forEach(customer -> {
                    threads.execute(() -> harness.deliver(CustomerEvents.DELETED, event(2, customer, new CustomerDeleted(customer))));
                    threads.execute(() -> order(harness, customer));
                });
            }

            assertThat(addresses(harness)).isEmpty();
            assertThat(ids(harness, "select id from notifications where status = 'SENT'")).containsExactlyInAnyOrderElementsOf(
                    inFlight.stream().map(Mail::id).toList());
            assertThat(queue.take(CUSTOMERS, List.of(), List.of())).as("nothing is sent to a deleted customer").isEmpty();
        }
    }

    private static void prepare(ModuleHarness harness, UUID customer) {
        var registered = new CustomerRegistered(customer, customer + "@example.org", "Ada");
        harness.deliver(CustomerEvents.REGISTERED, event(1, customer, registered));
        order(harness, customer);
    }

    private static void order(ModuleHarness harness, UUID customer) {
        UUID order = UUID.randomUUID();
        harness.deliver(OrderEvents.CONFIRMED, order, new OrderConfirmed(order, customer, Money.of(1999, "EUR")));
    }

    private static <T> Event<T> event(long number, UUID customer, T payload) {
        return new Event<>(UUID.randomUUID(), payload.getClass().getSimpleName(), customer.toString(), Instant.EPOCH, payload, number);
    }

    /** The tables that have one. */
    private static List<String> addresses(ModuleHarness harness) {
        return new AdHocSql(harness.database().sql()).list("""
                select 'notifications' as place from notifications as row where row::text like '%@example.org%'
                union all
                select 'recipients' from recipients as row where row::text like '%@example.org%'
                union all
                select 'idempotency_keys' from idempotency_keys as row where row::text like '%@example.org%'""", row -> row.text("place"));
    }

    private static List<UUID> ids(ModuleHarness harness, String statement) {
        return new AdHocSql(harness.database().sql()).list(statement, row -> row.uuid("id"));
    }
}
