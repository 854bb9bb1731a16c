package dev.martlet.notifications.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.customers.api.CustomerEvents;
import dev.martlet.customers.api.CustomerEvents.CustomerRegistered;
import dev.martlet.notifications.application.CustomerHandlers;
import dev.martlet.notifications.application.DispatchMail;
import dev.martlet.notifications.application.RetrySchedule;
import dev.martlet.notifications.application.SendMail;
import dev.martlet.notifications.application.ServerHealth;
import dev.martlet.platform.core.work.Worker;
import dev.martlet.platform.events.Event;
import dev.martlet.platform.sql.AdHocSql;
import dev.martlet.platform.sql.Database;
import dev.martlet.platform.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A server that accepts a mail after its lease has ended, and a process that dies meanwhile. Leases last one second here. */
class MailLeaseTest {
    private static final Duration LEASE = Duration.ofSeconds(1);

    private final Database database = TestDatabase.open("notifications");
    private final ScriptedSmtpServer server = new ScriptedSmtpServer();
    private final CountDownLatch accepted = new CountDownLatch(1);
    private final List<Worker> workers = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        accepted.countDown();
        server.close();
        Worker.closeAll(workers);
        database.close();
    }

    @Test
    void aServerThatAnswersLongAfterTheLeaseGetsTheMailOnce() {
        server.says(".", "250 taken", accepted);
        startProcess();
        startProcess();
        register();
        await().until(() -> !server.data().isEmpty());

        await().pollDelay(LEASE.multipliedBy(4)).until(() -> status().equals("QUEUED"));
        assertThat(server.commands()).filteredOn("DATA"::equals).hasSize(1);

        accepted.countDown();
        await().until(() -> status().equals("SENT"));
        assertThat(server.commands()).filteredOn("DATA"::equals).hasSize(1);
    }

    @Test
    void theMailOfADeadProcessIsSentByAnotherAfterTheLease() {
        register();
        var dead = new MailQueueRepository(database.sql(), LEASE);
        assertThat(dead.take(1, List.of(), List.of())).hasSize(1);

        startProcess();

        await().until(() -> status().equals("SENT"));
    }

    private void startProcess() {
        var queue = new MailQueueRepository(database.sql(), LEASE);
        var health = new ServerHealth(System::nanoTime);
        var dispatcher = new DispatchMail(queue, health, LEASE.dividedBy(4));
        var settings = new SmtpSettings(Optional.of("localhost"), server.port(), Optional.empty(), Optional.empty(), "shop@example.com",
                SmtpSettings.Starttls.OFFERED, 1, LEASE, LEASE, LEASE, Duration.ofMinutes(1), Duration.ofHours(24));
        var sender = new SendMail(queue, new SmtpMailer(settings), health, new RetrySchedule(() -> 0));
        dispatcher.add(sender, start("sender", Duration.ofSeconds(1), sender::send)::wake);
        dispatcher.wakeBy(start("dispatcher", Duration.ofMillis(200), dispatcher::dispatch)::wake);
    }

    private Worker start(String name, Duration interval, Worker.Step step) {
        var worker = new Worker(name, interval, step).start();
        workers.add(worker);
        return worker;
    }

    private void register() {
        var id = UUID.randomUUID();
        var event = Event.of(CustomerEvents.REGISTERED, id, Instant.EPOCH, new CustomerRegistered(id, "ada@example.org", "Ada"));
        var sql = database.sql();
        new CustomerHandlers(new RecipientRepository(sql), new NotificationRepository(sql)).registered(sql, event);
    }

    private String status() {
        return new AdHocSql(database.sql()).first("select status from notifications", row -> row.text("status")).orElseThrow();
    }
}
