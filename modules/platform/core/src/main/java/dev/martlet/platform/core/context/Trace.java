package dev.martlet.platform.core.context;

import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;

/**
 * Which trace the work of this thread belongs to (W3C Trace Context), taken from the request's {@code traceparent} or begun anew.
 *
 * @param traceId 32 hexadecimal digits
 * @param spanId 16 hexadecimal digits: this process's part of the trace
 * @param flags 2 hexadecimal digits
 * @param recording what exports the span, if traces are exported
 */
public record Trace(String traceId, String spanId, String flags, Recording recording) {
    public static final String HEADER = "traceparent";
    private static final String NO_ID = "0".repeat(32);

    /** The trace of the request that this thread works for. */
    public static Optional<Trace> current() {
        return RequestContext.current().trace();
    }

    /** Continues the caller's trace; a header that is missing or malformed begins one, as the specification says. */
    public static Trace continuing(Optional<String> parent) {
        return parent.filter(Trace::isWellFormed)
                .map(text -> new Trace(text.substring(3, 35), random(8), text.substring(53, 55), Recording.NONE))
                .orElseGet(() -> new Trace(random(16), random(8), "00", Recording.NONE));
    }

    /** The span that a {@code traceparent} names; empty if that is malformed. */
    public static Optional<Trace> named(String parent) {
        return Optional.of(parent)
                .filter(Trace::isWellFormed)
                .map(text -> new Trace(text.substring(3, 35), text.substring(36, 52), text.substring(53, 55), Recording.NONE));
    }

    /** Whether the trace is exported, here or by the process that began it. */
    public boolean isSampled() {
        return (Character.digit(flags.charAt(1), 16) & 1) == 1;
    }

    /** {@code version-traceId-parentId-flags}, and in a version later than 00 perhaps {@code -more}. */
    private static boolean isWellFormed(String parent) {
        return parent.length() >= 55
                && isHex(parent, 0, 2) && !parent.startsWith("ff")
                && parent.charAt(2) == '-' && isId(parent, 3, 35)
                && parent.charAt(35) == '-' && isId(parent, 36, 52)
                && parent.charAt(52) == '-' && isHex(parent, 53, 55)
                && (parent.length() == 55 || parent.charAt(55) == '-' && !parent.startsWith("00"));
    }

    private static boolean isId(String text, int begin, int end) {
        return isHex(text, begin, end) && !text.regionMatches(begin, NO_ID, 0, end - begin);
    }

    private static boolean isHex(String text, int begin, int end) {
        for (int i = begin; i < end; i++) {
            char digit = text.charAt(i);
            if ((digit < '0' || digit > '9') && (digit < 'a' || digit > 'f')) {
                return false;
            }
        }
        return true;
    }

    /** The header for a call made on behalf of this one. */
    public String parent() {
        return "00-" + traceId + "-" + spanId + "-" + flags;
    }

    /** Gives the headers of a call that is made on behalf of this one. */
    public void inject(BiConsumer<String, String> header) {
        if (recording == Recording.NONE) {
            header.accept(HEADER, parent());
        } else {
            recording.inject(header);
        }
    }

    private static String random(int bytes) {
        byte[] random = new byte[bytes];
        ThreadLocalRandom.current().nextBytes(random);
        random[0] |= 1;
        return HexFormat.of().formatHex(random);
    }
}
