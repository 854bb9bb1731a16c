package dev.martlet.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.notifications.domain.NewNotification;
import dev.martlet.notifications.domain.Notification;
import dev.martlet.notifications.domain.NotificationText;
import dev.martlet.notifications.infrastructure.MailQueueRepository;
import dev.martlet.notifications.infrastructure.NotificationRepository;
import dev.martlet.platform.core.Ids;
import dev.martlet.platform.http.PageRequest;
import dev.martlet.platform.sql.AdHocSql;
import dev.martlet.platform.sql.Database;
import dev.martlet.platform.testing.SqlProbe;
import dev.martlet.platform.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The plans of the statements: no statement scans the whole table, and a page starts at its cursor. */
class NotificationsRoundTripsTest {
    @AutoClose
    private static final Database database = TestDatabase.open("notifications");
    private static List<UUID> ids;
    private static UUID customerId;

    private final SqlProbe probe = new SqlProbe(database.sql());
    private final NotificationRepository notifications = new NotificationRepository(probe);

    @BeforeAll
    static void fillTheTables() {
        new AdHocSql(database.sql()).execute("""
                insert into recipients (customer_id, email, name, as_of)
                select gen_random_uuid(), n || '@example.org', 'Ada', now()
                from generate_series(1, 500) as n
                """);
        new AdHocSql(database.sql()).execute("""
                insert into notifications (id, customer_id, type, subject, text, status, created_at, send_after, sent_at)
                select gen_random_uuid(), customer_id, 'WELCOME', 'Welcome', '', 'SENT', now(), now(), now()
                from recipients cross join generate_series(1, 40)
                """);
        new AdHocSql(database.sql()).execute("analyze");
        ids = new AdHocSql(database.sql()).list("select id from notifications order by id", row -> row.uuid("id"));
        customerId = new AdHocSql(database.sql()).first("select customer_id from recipients limit 1", row -> row.uuid("customer_id")).orElseThrow();
    }

    @Test
    void aPageStartsAtItsCursor() {
        var page = notifications.list(Optional.empty(), new PageRequest(10, Optional.of(ids.get(500))));

        assertThat(page).hasSize(11).first().extracting(Notification::id).isEqualTo(ids.get(499));
        assertThat(onlyPlan())
                .containsPattern("Index Scan Backward using notifications_pkey[^\\n]*\\n *Index Cond: \\(id <")
                .doesNotContain("Seq Scan on notifications");
    }

    @Test
    void aPageOfACustomerStartsAtItsCursor() {
        notifications.list(Optional.of(customerId), new PageRequest(10, Optional.of(ids.get(10_000))));

        assertThat(onlyPlan())
                .containsPattern("notifications_of_customer[^\\n]*\\n *Index Cond: \\(\\(customer_id = .*AND \\(id <")
                .doesNotContain("Seq Scan on notifications");
    }

    @Test
    void takingMailUsesIndexes() {
        new MailQueueRepository(probe, Duration.ofMinutes(1)).take(4, List.of(), List.of());

        assertThat(onlyPlan()).doesNotContain("Seq Scan on notifications");
    }

    @Test
    void aNotificationIsFoundByIndexes() {
        assertThat(notifications.find(ids.getFirst())).isPresent();

        assertThat(onlyPlan()).contains("Index Scan using notifications_pkey").doesNotContain("Seq Scan");
    }

    @Test
    void recordingIsOneRoundTripByIndexes() {
        notifications.record(Stream.of(Ids.next(), Ids.next())
                .map(id -> new NewNotification(id, customerId, Optional.empty(), NotificationText.welcome()))
                .toList());

        assertThat(onlyPlan()).contains("recipients_pkey").doesNotContain("Seq Scan");
    }

    private String onlyPlan() {
        assertThat(probe.plans()).hasSize(1);
        return probe.plans().getFirst();
    }
}
