package dev.martlet.notifications.application;

import dev.martlet.notifications.domain.Mail;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Takes due mails and assigns them to idle senders. At most {@value #MAX_RECENT} mails that were started in the last 2 seconds are in flight: enough for a
 * server that answers quickly. A slower mail keeps its sender, but another mail may start, up to the number of senders; recipients of one domain hold at most
 * half of the senders. So slow recipients and domains do not delay other mail. The leases of mails in flight are renewed.
 */
public final class DispatchMail {
    private static final int MAX_RECENT = 4;
    private static final Duration RECENT = Duration.ofSeconds(2);

    private final MailQueue queue;
    private final ServerHealth server;
    private final Duration renewalInterval;
    private final Map<UUID, InFlight> inFlight = new HashMap<>();
    private final Deque<Sender> idle = new ArrayDeque<>();
    private int senders;
    private Runnable wakeUp = () -> { };
    private long renewedAt = System.nanoTime();

    private record Sender(SendMail sendMail, Runnable wake) {}

    private record InFlight(Mail mail, long startedAt) {
        boolean isRecent() {
            return System.nanoTime() - startedAt <= RECENT.toNanos();
        }
    }

    /** @param renewalInterval a small part of the queue's lease */
    public DispatchMail(MailQueue queue, ServerHealth server, Duration renewalInterval) {
        this.queue = queue;
        this.server = server;
        this.renewalInterval = renewalInterval;
    }

    /** Adds a sender; before the first step. @param wake makes the sender's worker run its step */
    public synchronized void add(SendMail sender, Runnable wake) {
        idle.add(new Sender(sender, wake));
        senders++;
    }

    /** Before the first step. @param wake makes this dispatcher's worker run its step: a sender has become idle */
    public synchronized void wakeBy(Runnable wake) {
        wakeUp = wake;
    }

    /** A step for a {@link dev.martlet.platform.core.work.Worker}. @return whether more mails may be due */
    public boolean dispatch() {
        renewLeases();
        int permits = permits();
        if (permits == 0) {
            return false;
        }
        var mails = queue.take(permits, held(), busyDomains());
        mails.forEach(this::assign);
        return !mails.isEmpty();
    }

    private void renewLeases() {
        if (System.nanoTime() - renewedAt >= renewalInterval.toNanos()) {
            var held = held();
            if (!held.isEmpty()) {
                queue.renew(held);
            }
            renewedAt = System.nanoTime();
        }
    }

    private synchronized int permits() {
        int recent = (int) inFlight.values().stream().filter(InFlight::isRecent).count();
        return Math.min(idle.size(), server.permits(Math.max(0, MAX_RECENT - recent), recent));
    }

    private synchronized void assign(Mail mail) {
        var sender = idle.pop();
        inFlight.put(mail.id(), new InFlight(mail, System.nanoTime()));
        sender.sendMail().assign(mail, () -> finish(mail, sender));
        sender.wake().run();
    }

    /** The sender that was used last is used next, because its connection is open. */
    private synchronized void finish(Mail mail, Sender sender) {
        inFlight.remove(mail.id());
        idle.push(sender);
        wakeUp.run();
    }

    private synchronized List<UUID> held() {
        return List.copyOf(inFlight.keySet());
    }

    private synchronized List<String> busyDomains() {
        return inFlight.values().stream()
                .collect(Collectors.groupingBy(mail -> mail.mail().domain(), Collectors.counting()))
                .entrySet().stream()
                .filter(domain -> domain.getValue() >= Math.max(1, senders / 2))
                .map(Map.Entry::getKey)
                .toList();
    }
}
