package dev.martlet.platform.events.intake;

import java.util.Optional;
import java.util.regex.Pattern;

/** What an operator is shown of a failure: its message, bounded and without class names; the log has the rest. */
final class SafeErrorMessage {
    private static final int LONGEST = 2000;
    private static final Pattern CLASS_NAME = Pattern.compile("\\b(?:[a-z_][a-z0-9_]*\\.)+[A-Z][\\w$]*");

    private SafeErrorMessage() {}

    static String of(Throwable failure) {
        String message = Optional.ofNullable(failure.getMessage())
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .orElse("failed without a message");
        // PostgreSQL keeps no NUL in text.
        String shown = CLASS_NAME.matcher(message).replaceAll("…").replace("\0", "");
        return shown.length() <= LONGEST ? shown : shown.substring(0, LONGEST - 1) + "…";
    }
}
