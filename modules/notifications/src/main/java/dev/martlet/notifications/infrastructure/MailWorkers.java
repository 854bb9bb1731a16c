package dev.martlet.notifications.infrastructure;

import dev.martlet.notifications.application.DispatchMail;
import dev.martlet.notifications.application.RetrySchedule;
import dev.martlet.notifications.application.SendMail;
import dev.martlet.notifications.application.ServerHealth;
import dev.martlet.platform.runtime.ModuleContext;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** The workers that send mail: a dispatcher of due mails, a sender for each connection to the mail server, and one that expires mails. */
public final class MailWorkers {
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final Duration RENEWAL_INTERVAL = Duration.ofSeconds(20);
    private static final Duration DISPATCH_INTERVAL = Duration.ofSeconds(1);
    private static final Duration SENDER_INTERVAL = Duration.ofSeconds(5);
    private static final Duration EXPIRY_INTERVAL = Duration.ofMinutes(1);
    private static final int EXPIRY_BATCH = 1000;

    private MailWorkers() {}

    /** The dispatcher polls once a second: an event handler could wake it only before its own commit. */
    public static void start(ModuleContext context, SmtpSettings settings) {
        var queue = new MailQueueRepository(context.database().sql(), LEASE);
        var server = new ServerHealth(System::nanoTime);
        var schedule = new RetrySchedule(() -> ThreadLocalRandom.current().nextDouble());
        var dispatcher = new DispatchMail(queue, server, RENEWAL_INTERVAL);
        for (int number = 1; number <= settings.connections(); number++) {
            var sender = new SendMail(queue, new MeteredMailer(new SmtpMailer(settings), context.meters()), server, schedule);
            dispatcher.add(sender, context.work("mail sender " + number, SENDER_INTERVAL, sender::send)::wake);
        }
        dispatcher.wakeBy(context.work("mail dispatcher", DISPATCH_INTERVAL, dispatcher::dispatch)::wake);
        context.work("mail expiry", EXPIRY_INTERVAL, () -> {
            queue.expire(settings.maxAge(), EXPIRY_BATCH);
            return false;
        });
    }
}
