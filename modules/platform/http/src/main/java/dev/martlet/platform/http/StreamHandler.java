package dev.martlet.platform.http;

import java.io.IOException;
import java.io.OutputStream;

/** Writes a response piece by piece; a client that reads slowly slows the writer. */
@FunctionalInterface
public interface StreamHandler {
    /** What {@link #open} returns when the client has seen the whole stream: 204, which ends an EventSource (WHATWG HTML, section 9.2.1). */
    Body NOTHING_MORE = _ -> { };

    /** Finds out what to stream; a problem can be answered until the returned body is called. */
    Body open(Request request);

    /** Writes until it is done or the client has gone ({@code IOException}). Flush what shall be seen now. */
    @FunctionalInterface
    interface Body {
        void write(OutputStream out) throws IOException;
    }
}
