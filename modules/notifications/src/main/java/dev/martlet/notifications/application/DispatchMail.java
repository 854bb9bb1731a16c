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
 * Takes due mails and assigns them to senders. At most {@value #QUICK} mails that began in the last 2 seconds are under way: enough for a server that answers
 * quickly. A mail that takes longer keeps its sender, but makes room for another, up to the number of senders, of which recipients of one domain hold at most
 * half. So recipients and domains that are slow hold up nobody else's mail. Leases of mails under way are renewed.
 */
public final class DispatchMail {
    private static final int QUICK = 4;
    private static final Duration SLOW = Duration.ofSeconds(2);

    private final MailQueue queue;
    private final ServerHealth server;
    private final Duration renewEvery;
    private final Map<UUID, UnderWay> underWay = new HashMap<>();
    private final Deque<Idle> idle = new ArrayDeque<>();
    private int senders;
    private Runnable wakeUp = () -> { };
    private long renewedAt = System.nanoTime();

    private record Idle(SendMail sender, Runnable wake) {}

    private record UnderWay(Mail mail, long begun) {
        boolean isSlow() {
            return System.nanoTime() - begun > SLOW.toNanos();
        }
    }

    /** @param renewEvery a small part of the queue's lease */
    public DispatchMail(MailQueue queue, ServerHealth server, Duration renewEvery) {
        this.queue = queue;
        this.server = server;
        this.renewEvery = renewEvery;
    }

    /** Before the first step. @param wake makes the sender's worker run its step */
    public synchronized void add(SendMail sender, Runnable wake) {
        idle.add(new Idle(sender, wake));
        senders++;
    }

    /** Before the first step. @param wake makes this dispatcher's worker run a step: a sender has become idle */
    public synchronized void wakeBy(Runnable wake) {
        wakeUp = wake;
    }

    /** A step for a {@link dev.martlet.platform.core.work.Worker}. @return whether there may be more to do at once */
    public boolean step() {
        renew();
        int room = room();
        if (room == 0) {
            return false;
        }
        var mails = queue.take(room, held(), fullDomains());
        mails.forEach(this::assign);
        return !mails.isEmpty();
    }

    private void renew() {
        if (System.nanoTime() - renewedAt >= renewEvery.toNanos()) {
            var held = held();
            if (!held.isEmpty()) {
                queue.renew(held);
            }
            renewedAt = System.nanoTime();
        }
    }

    private synchronized int room() {
        int quick = (int) underWay.values().stream().filter(mail -> !mail.isSlow()).count();
        return Math.min(idle.size(), server.allows(Math.max(0, QUICK - quick), quick));
    }

    private synchronized void assign(Mail mail) {
        var next = idle.pop();
        underWay.put(mail.id(), new UnderWay(mail, System.nanoTime()));
        next.sender().assign(mail, () -> finish(mail, next));
        next.wake().run();
    }

    /** The sender used last is used next: its connection is open. */
    private synchronized void finish(Mail mail, Idle sender) {
        underWay.remove(mail.id());
        idle.push(sender);
        wakeUp.run();
    }

    private synchronized List<UUID> held() {
        return List.copyOf(underWay.keySet());
    }

    private synchronized List<String> fullDomains() {
        return underWay.values().stream()
                .collect(Collectors.groupingBy(mail -> mail.mail().domain(), Collectors.counting()))
                .entrySet().stream()
                .filter(domain -> domain.getValue() >= Math.max(1, senders / 2))
                .map(Map.Entry::getKey)
                .toList();
    }
}
