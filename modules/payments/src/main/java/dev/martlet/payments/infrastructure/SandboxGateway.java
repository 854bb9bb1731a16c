package dev.martlet.payments.infrastructure;

import dev.martlet.payments.api.ChargeOrder;
import dev.martlet.payments.application.Gateway;
import dev.martlet.platform.core.work.Deadline;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * A gateway to try Martlet with; no money moves. The token decides: {@code tok_visa} succeeds, {@code tok_slow} after 300 ms, {@code
 * tok_timeout} succeeds but the first answer is lost, which shows after 500 ms, every other token is declined. Each process remembers its last
 * orders only, and none after a restart: then an answer may be lost once more, and a refund finds nothing to refund.
 */
public final class SandboxGateway implements Gateway {
    private static final Duration SLOW = Duration.ofMillis(300);
    /** Far less than a caller's guard waits, so that also a slow machine shows what the token is there to show: an answer that the gateway lost. */
    private static final Duration LOST = Duration.ofMillis(500);
    private static final int REMEMBERED = 10_000;

    private final Duration lostAfter;
    private final Map<UUID, Account> accounts = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Account> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** @param timeout the longest that a caller waits for an answer */
    public SandboxGateway(Duration timeout) {
        lostAfter = timeout.compareTo(LOST) < 0 ? timeout : LOST;
    }

    private enum Account { CHARGED, REFUNDED, CLOSED }

    @Override
    public ChargeAnswer charge(ChargeOrder order) {
        boolean isFirst = !knows(order.orderId());
        return switch (order.token().orElse("")) {
            case "tok_visa" -> take(order.orderId());
            case "tok_slow" -> answerAfter(SLOW, take(order.orderId()));
            case "tok_timeout" -> answerAfter(isFirst ? lostAfter : Duration.ZERO, isFirst ? lost(order.orderId()) : take(order.orderId()));
            default -> new ChargeAnswer.Declined();
        };
    }

    @Override
    public synchronized RefundAnswer refund(UUID orderId) {
        var account = accounts.merge(orderId, Account.CLOSED, (before, _) -> before == Account.CHARGED ? Account.REFUNDED : before);
        return account == Account.REFUNDED ? new RefundAnswer.Refunded() : new RefundAnswer.NothingToRefund();
    }

    private synchronized boolean knows(UUID orderId) {
        return accounts.containsKey(orderId);
    }

    private synchronized ChargeAnswer take(UUID orderId) {
        accounts.putIfAbsent(orderId, Account.CHARGED);
        return accounts.get(orderId) == Account.CHARGED ? new ChargeAnswer.Charged() : new ChargeAnswer.Declined();
    }

    private ChargeAnswer lost(UUID orderId) {
        take(orderId);
        return new ChargeAnswer.Unanswered();
    }

    /** The caller waits no longer than it wants to; what happened here has happened. */
    private static ChargeAnswer answerAfter(Duration time, ChargeAnswer answer) {
        var remaining = Deadline.remaining();
        boolean inTime = time.compareTo(remaining) <= 0;
        try {
            Thread.sleep(inTime ? time : remaining);
            return inTime ? answer : new ChargeAnswer.Unanswered();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new ChargeAnswer.Unanswered();
        }
    }
}
