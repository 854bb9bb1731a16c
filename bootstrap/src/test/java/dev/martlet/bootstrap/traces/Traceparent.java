package dev.martlet.bootstrap.traces;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** What a client sends that is in a trace itself (W3C Trace Context). */
public record Traceparent(String trace, String flags) {
    /** The client's own span. */
    static final String SPAN = "00f067aa0ba902b7";

    /** Exported by the client. */
    public static Traceparent sampled() {
        return new Traceparent(random(), "01");
    }

    /** Not exported by the client. */
    static Traceparent unsampled() {
        return new Traceparent(random(), "00");
    }

    public String header() {
        return "00-" + trace + "-" + SPAN + "-" + flags;
    }

    private static String random() {
        byte[] id = new byte[16];
        ThreadLocalRandom.current().nextBytes(id);
        id[0] |= 1;
        return HexFormat.of().formatHex(id);
    }
}
