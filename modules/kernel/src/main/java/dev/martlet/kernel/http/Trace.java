package dev.martlet.kernel.http;

import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * Which trace the work of this thread belongs to (W3C Trace Context), taken from the request's {@code traceparent} or begun anew.
 *
 * @param traceId 32 hexadecimal digits
 * @param spanId 16 hexadecimal digits: this process's part of the trace
 * @param flags 2 hexadecimal digits
 */
public record Trace(String traceId, String spanId, String flags) {
    public static final String HEADER = "traceparent";
    private static final Pattern PARENT = Pattern.compile("(?!ff)[0-9a-f]{2}-((?!0{32})[0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-([0-9a-f]{2})(-.*)?");
    private static final ScopedValue<Trace> CURRENT = ScopedValue.newInstance();

    /** The trace of the request that this thread works for. */
    public static Optional<Trace> current() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
    }

    /** Continues the caller's trace; a header that is missing or malformed begins one, as the specification says. */
    static Trace continuing(Optional<String> parent) {
        var matcher = PARENT.matcher(parent.orElse(""));
        return matcher.matches() ? new Trace(matcher.group(1), random(8), matcher.group(2)) : new Trace(random(16), random(8), "00");
    }

    void run(Runnable work) {
        ScopedValue.where(CURRENT, this).run(work);
    }

    /** The header for a call made on behalf of this one. */
    public String parent() {
        return "00-" + traceId + "-" + spanId + "-" + flags;
    }

    private static String random(int bytes) {
        byte[] random = new byte[bytes];
        ThreadLocalRandom.current().nextBytes(random);
        random[0] |= 1;
        return HexFormat.of().formatHex(random);
    }
}
