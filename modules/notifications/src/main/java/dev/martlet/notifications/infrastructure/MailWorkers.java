package dev.martlet.notifications.infrastructure;

import dev.martlet.notifications.application.DispatchMail;
import dev.martlet.notifications.application.RetrySchedule;
import dev.martlet.notifications.application.SendMail;
import dev.martlet.notifications.application.ServerHealth;
import dev.martlet.platform.runtime.ModuleContext;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** The workers that send mail: one that looks for mails that are due, one for each connection to the mail server, and one that expires mails. */
public final class MailWorkers {
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final Duration RENEW_EVERY = Duration.ofSeconds(20);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration SENDER_PAUSE = Duration.ofSeconds(5);
    private static final Duration EXPIRE_EVERY = Duration.ofMinutes(1);
    private static final int EXPIRED_AT_ONCE = 1000;

    private MailWorkers() {}

    /** Looks for mail once a second instead of being woken: an event handler could wake it only before its own commit. */
    public static void start(ModuleContext context, SmtpSettings settings) {
        var queue = new MailQueueRepository(context.database().sql(), LEASE);
        var server = new ServerHealth(System::nanoTime);
        var pauses = new RetrySchedule(() -> ThreadLocalRandom.current().nextDouble());
        var dispatcher = new DispatchMail(queue, server, RENEW_EVERY);
        for (int number = 1; number <= settings.connections(); number++) {
            var sender = new SendMail(queue, new MeteredMailer(new SmtpMailer(settings), context.meters()), server, pauses);
            dispatcher.add(sender, context.work("mail sender " + number, SENDER_PAUSE, sender::step)::wake);
        }
        dispatcher.wakeBy(context.work("mail dispatcher", LOOK_EVERY, dispatcher::step)::wake);
        context.work("mail expiry", EXPIRE_EVERY, () -> {
            queue.expire(settings.expiry(), EXPIRED_AT_ONCE);
            return false;
        });
    }
}
