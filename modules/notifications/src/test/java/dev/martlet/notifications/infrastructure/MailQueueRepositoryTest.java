package dev.martlet.notifications.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.customers.api.CustomerEvents;
import dev.martlet.customers.api.CustomerEvents.CustomerRegistered;
import dev.martlet.notifications.application.CustomerHandlers;
import dev.martlet.notifications.domain.Mail;
import dev.martlet.notifications.domain.NewNotification;
import dev.martlet.notifications.domain.Notification;
import dev.martlet.notifications.domain.NotificationStatus;
import dev.martlet.notifications.domain.NotificationText;
import dev.martlet.platform.core.Ids;
import dev.martlet.platform.events.Event;
import dev.martlet.platform.http.PageRequest;
import dev.martlet.platform.sql.AdHocSql;
import dev.martlet.platform.sql.Database;
import dev.martlet.platform.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The queue of mails on a real database, whose clock alone counts. The test lets time pass by moving the times of the rows back. */
class MailQueueRepositoryTest {
    private static final Duration LEASE = Duration.ofMinutes(2);

    @AutoClose
    private final Database database = TestDatabase.open("notifications");
    private final NotificationRepository notifications = new NotificationRepository(database.sql());
    private final MailQueueRepository queue = new MailQueueRepository(database.sql(), LEASE);
    private final MailQueueRepository otherProcess = new MailQueueRepository(database.sql(), LEASE);
    private final UUID ada = register("ada@example.org");

    @Test
    void aMailIsTakenByOneSenderUntilItsLeaseEnds() {
        assertThat(take()).hasSize(1);
        assertThat(take()).isEmpty();
        assertThat(otherProcess.take(10, List.of(), List.of())).isEmpty();

        passes(LEASE.minusSeconds(5));
        assertThat(otherProcess.take(10, List.of(), List.of())).isEmpty();
        passes(Duration.ofSeconds(5));
        assertThat(otherProcess.take(10, List.of(), List.of())).extracting(Mail::failures).containsExactly(0);
    }

    @Test
    void aLeaseThatIsRenewedDoesNotEnd() {
        var mail = take().getFirst();
        passes(LEASE.minusSeconds(5));
        queue.renew(List.of(mail.id()));
        passes(LEASE.minusSeconds(5));

        assertThat(otherProcess.take(10, List.of(), List.of())).isEmpty();
    }

    @Test
    void aProcessThatHasLostItsLeaseCanOnlyRecordThatTheMailWasSent() {
        var mail = take().getFirst();
        passes(LEASE);
        assertThat(otherProcess.take(10, List.of(), List.of())).hasSize(1);

        queue.failed(mail);
        queue.retry(mail, Duration.ZERO);
        queue.release(mail);
        assertThat(take()).isEmpty();
        assertThat(statuses()).containsExactly(NotificationStatus.QUEUED);

        queue.sent(mail);
        otherProcess.failed(mail);
        assertThat(statuses()).containsExactly(NotificationStatus.SENT);
    }

    @Test
    void aMailThatIsStillHeldIsNotTakenEvenIfItsLeaseHasEnded() {
        var mail = take().getFirst();
        passes(LEASE);

        assertThat(queue.take(10, List.of(mail.id()), List.of())).isEmpty();
    }

    @Test
    void aCustomerHasOneMailInFlight() {
        order(ada);
        order(ada);
        var eve = register("eve@example.org");

        var first = take();
        assertThat(first).extracting(Mail::customerId).containsExactlyInAnyOrder(ada, eve);
        assertThat(take()).isEmpty();

        first.forEach(queue::sent);
        assertThat(take()).extracting(Mail::customerId).containsExactly(ada);
    }

    @Test
    void excludedDomainsAreNotTaken() {
        var eve = register("eve@slow.example");

        assertThat(queue.take(10, List.of(), List.of("example.org"))).extracting(Mail::customerId).containsExactly(eve);
    }

    @Test
    void aMailThatFailedWaitsAndCountsItsFailures() {
        queue.retry(take().getFirst(), Duration.ofSeconds(10));
        passes(Duration.ofSeconds(9));
        assertThat(take()).isEmpty();
        passes(Duration.ofSeconds(1));

        var mail = take().getFirst();
        assertThat(mail.failures()).isEqualTo(1);
        assertThat(mail.failingFor()).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(20));
    }

    @Test
    void aReleasedMailIsDueAtOnceWithoutAFailure() {
        queue.release(take().getFirst());

        assertThat(take()).extracting(Mail::failures).containsExactly(0);
    }

    @Test
    void aRefusedMailIsNotTakenAgain() {
        queue.failed(take().getFirst());
        passes(Duration.ofDays(1));

        assertThat(take()).isEmpty();
        assertThat(statuses()).containsExactly(NotificationStatus.FAILED);
    }

    @Test
    void aMailThatHasWaitedTooLongExpires() {
        passes(Duration.ofHours(1));
        queue.expire(Duration.ofHours(2), 1000);
        assertThat(statuses()).containsExactly(NotificationStatus.QUEUED);

        queue.expire(Duration.ofMinutes(59), 1000);
        assertThat(statuses()).containsExactly(NotificationStatus.FAILED);
    }

    @Test
    void aMailThatIsBeingSentDoesNotExpire() {
        var mail = take().getFirst();
        passes(Duration.ofSeconds(30));
        queue.expire(Duration.ofSeconds(10), 1000);
        assertThat(statuses()).containsExactly(NotificationStatus.QUEUED);

        queue.retry(mail, Duration.ZERO);
        queue.expire(Duration.ofSeconds(10), 1000);
        assertThat(statuses()).containsExactly(NotificationStatus.FAILED);
    }

    @Test
    void aRequeuedMailStartsAgain() {
        queue.retry(take().getFirst(), Duration.ZERO);
        passes(Duration.ofHours(1));
        queue.expire(Duration.ofMinutes(1), 1000);

        assertThat(notifications.requeue(all().getFirst().id())).isTrue();
        queue.expire(Duration.ofMinutes(1), 1000);

        assertThat(take()).singleElement().satisfies(mail -> {
            assertThat(mail.failures()).isZero();
            assertThat(mail.failingFor()).isZero();
        });
    }

    private List<Mail> take() {
        return queue.take(10, List.of(), List.of());
    }

    private UUID register(String email) {
        var id = UUID.randomUUID();
        var event = Event.of(CustomerEvents.REGISTERED, id, Instant.EPOCH, new CustomerRegistered(id, email, "Ada"));
        new CustomerHandlers(new RecipientRepository(database.sql()), notifications).registered(database.sql(), event);
        return id;
    }

    private void order(UUID customerId) {
        notifications.record(List.of(new NewNotification(Ids.next(), customerId, Optional.empty(), NotificationText.welcome())));
    }

    private void passes(Duration time) {
        new AdHocSql(database.sql()).execute("""
                update notifications
                set created_at = created_at - ? * interval '1 ms', send_after = send_after - ? * interval '1 ms',
                    failing_since = failing_since - ? * interval '1 ms', queued_at = queued_at - ? * interval '1 ms'
                """, time.toMillis(), time.toMillis(), time.toMillis(), time.toMillis());
    }

    private List<NotificationStatus> statuses() {
        return all().stream().map(Notification::status).toList();
    }

    private List<Notification> all() {
        return notifications.list(Optional.of(ada), new PageRequest(50, Optional.empty()));
    }
}
