package dev.martlet.notifications.infrastructure;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server's answer to a command.
 *
 * @param code the basic code (RFC 5321, section 4.2); 0 without an answer: the connection broke, or the timeout expired
 * @param enhanced the enhanced status code (RFC 3463), if the server gave one
 */
record SmtpAnswer(SmtpPhase phase, int code, Optional<Enhanced> enhanced) {
    private static final Pattern ENHANCED = Pattern.compile("^\\d{3}[ -]+([245])\\.(\\d{1,3})\\.(\\d{1,3})(?!\\S)", Pattern.MULTILINE);

    /** Class (2, 4 or 5), subject and detail. */
    record Enhanced(int category, int subject, int detail) {
        @Override
        public String toString() {
            return category + "." + subject + "." + detail;
        }
    }

    static SmtpAnswer of(SmtpPhase phase, int code, String text) {
        return new SmtpAnswer(phase, Math.max(0, code), Optional.of(ENHANCED.matcher(text)).filter(Matcher::find).map(SmtpAnswer::enhanced));
    }

    static SmtpAnswer none(SmtpPhase phase) {
        return new SmtpAnswer(phase, 0, Optional.empty());
    }

    boolean isTransient() {
        return code >= 400 && code < 500;
    }

    boolean isPermanent() {
        return code >= 500 && code < 600;
    }

    /** Whether the session stays usable after it. */
    boolean leavesSession() {
        return code != 421 && (isTransient() || isPermanent());
    }

    private static Enhanced enhanced(Matcher found) {
        return new Enhanced(Integer.parseInt(found.group(1)), Integer.parseInt(found.group(2)), Integer.parseInt(found.group(3)));
    }

    /** For the log: without the server's text, which may contain addresses. */
    @Override
    public String toString() {
        return code == 0 ? phase + " was not answered" : phase + " was answered " + code + enhanced.map(more -> " " + more).orElse("");
    }
}
