package dev.martlet.notifications.infrastructure;

import dev.martlet.notifications.application.Mailer.Delivery;
import java.util.Set;

/**
 * Decides whether the mail, its recipient or the server is at fault when the server refuses a mail. 4yz is never final (RFC 5321, section 4.2.1). For 5yz the
 * enhanced status code decides (RFC 3463, registry of RFC 5248), and without one the basic code:
 *
 * <table>
 * <caption>The party at fault for 5yz</caption>
 * <tr><th>code</th><th>at fault</th><th>reason</th></tr>
 * <tr><td>530, 534, 535, 538 at any time</td><td>server</td><td>login or encryption is missing or wrong (RFC 4954): the operator must correct it</td></tr>
 * <tr><td>anything to MAIL or DATA</td><td>server</td><td>no recipient and no content is known yet; at most the sender is refused</td></tr>
 * <tr><td>5.1.7, 5.1.8</td><td>server</td><td>the sender's address, which is a setting</td></tr>
 * <tr><td>5.1.x</td><td>recipient</td><td>there is no such address or domain</td></tr>
 * <tr><td>5.2.x</td><td>recipient</td><td>the mailbox is disabled, full, or does not accept such mail</td></tr>
 * <tr><td>5.3.4, 5.6.x</td><td>mail</td><td>its size or content</td></tr>
 * <tr><td>5.3.x</td><td>server</td><td>the mail system is full, misconfigured, or does not accept mail</td></tr>
 * <tr><td>5.4.4</td><td>recipient</td><td>the recipient's domain cannot be routed to</td></tr>
 * <tr><td>5.4.x</td><td>server</td><td>network, routing, congestion; 5.4.5 is used for quotas</td></tr>
 * <tr><td>5.5.x</td><td>server</td><td>protocol; but 501 and 553 to RCPT mean the syntax of the recipient's address</td></tr>
 * <tr><td>5.7.2, 5.7.17, 5.7.18</td><td>recipient</td><td>a list that does not accept this sender's mail, or a mailbox or domain with a new owner</td></tr>
 * <tr><td>5.7.x</td><td>server</td><td>relaying denied, sender not authorised, authentication, reputation: policy towards this sender</td></tr>
 * <tr><td>no enhanced code: 501, 550 to 553, 556 to RCPT</td><td>recipient</td><td>the mailbox (RFC 5321, section 4.2.2; RFC 7504)</td></tr>
 * <tr><td>no enhanced code: 550, 552, 553, 554 to the final dot</td><td>mail</td><td>the content is refused</td></tr>
 * <tr><td>anything else</td><td>server</td><td>retrying a mail for too long costs less than losing it</td></tr>
 * </table>
 */
final class SmtpFaults {
    private static final Set<Integer> LOGIN = Set.of(530, 534, 535, 538);
    private static final Set<Integer> MAILBOX = Set.of(501, 550, 551, 552, 553, 556);
    private static final Set<Integer> CONTENT = Set.of(550, 552, 553, 554);
    private static final Set<Integer> ADDRESS_SYNTAX = Set.of(501, 553);
    private static final Set<Integer> OF_SENDER = Set.of(7, 8);
    private static final Set<Integer> OF_MAILBOX_OWNER = Set.of(2, 17, 18);

    private SmtpFaults() {}

    static Delivery delivery(SmtpAnswer answer) {
        if (answer.phase() == SmtpPhase.SESSION) {
            return new Delivery.Unreachable(answer.toString());
        }
        if (isOfServer(answer)) {
            return new Delivery.Denied(answer.toString());
        }
        return answer.isPermanent() ? new Delivery.Refused(answer.toString()) : new Delivery.Deferred(answer.toString());
    }

    private static boolean isOfServer(SmtpAnswer answer) {
        if (answer.phase() == SmtpPhase.MAIL || answer.phase() == SmtpPhase.DATA || LOGIN.contains(answer.code())) {
            return true;
        }
        return answer.isPermanent() && answer.enhanced()
                .filter(enhanced -> enhanced.category() == 5 && enhanced.subject() > 0)
                .map(enhanced -> isOfServer(answer, enhanced))
                .orElseGet(() -> !basic(answer.phase()).contains(answer.code()));
    }

    private static boolean isOfServer(SmtpAnswer answer, SmtpAnswer.Enhanced enhanced) {
        return switch (enhanced.subject()) {
            case 1 -> OF_SENDER.contains(enhanced.detail());
            case 2, 6 -> false;
            case 3 -> enhanced.detail() != 4;
            case 4 -> enhanced.detail() != 4;
            case 5 -> answer.phase() != SmtpPhase.RCPT || !ADDRESS_SYNTAX.contains(answer.code());
            case 7 -> !OF_MAILBOX_OWNER.contains(enhanced.detail());
            default -> true;
        };
    }

    private static Set<Integer> basic(SmtpPhase phase) {
        return phase == SmtpPhase.RCPT ? MAILBOX : CONTENT;
    }
}
