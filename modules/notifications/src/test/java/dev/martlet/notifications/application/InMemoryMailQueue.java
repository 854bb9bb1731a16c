package dev.martlet.notifications.application;

import dev.martlet.notifications.domain.Mail;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.UUID;

/** A queue in memory that records the outcomes in order. */
final class InMemoryMailQueue implements MailQueue {
    private final Deque<Mail> due = new ArrayDeque<>();
    private final List<String> outcomes = new ArrayList<>();
    private boolean available = true;

    Mail add(String address) {
        var mail = new Mail(UUID.randomUUID(), UUID.randomUUID(), address, "Ada", "Subject", "Text", Instant.EPOCH, 0, Duration.ZERO);
        due.add(mail);
        return mail;
    }

    /** Makes the recording of outcomes fail, or work again. */
    void available(boolean available) {
        this.available = available;
    }

    List<String> outcomes() {
        return outcomes;
    }

    @Override
    public List<Mail> take(int limit, Collection<UUID> held, Collection<String> excludedDomains) {
        var taken = due.stream().filter(mail -> !excludedDomains.contains(mail.domain())).limit(limit).toList();
        due.removeAll(taken);
        return taken;
    }

    @Override
    public void renew(Collection<UUID> held) {
        record("renewed " + held.size());
    }

    @Override
    public void sent(Mail mail) {
        record("sent");
    }

    @Override
    public void failed(Mail mail) {
        record("failed");
    }

    @Override
    public void retry(Mail mail, Duration delay) {
        record("retry after " + delay);
    }

    @Override
    public void release(Mail mail) {
        record("released");
    }

    @Override
    public void expire(Duration maxAge, int limit) {
        record("expired");
    }

    private void record(String outcome) {
        if (!available) {
            throw new IllegalStateException("the queue is not available");
        }
        outcomes.add(outcome);
    }
}
