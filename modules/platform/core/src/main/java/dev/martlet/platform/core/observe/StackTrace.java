package dev.martlet.platform.core.observe;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Writes down failures within bounds: what may be very deep, or its own cause, must not make a line without end. */
final class StackTrace {
    private static final int MOST_CAUSES = 6;
    private static final int MOST_FRAMES = 40;

    private StackTrace() {}

    /** The failure and its causes, a line each, without frames. */
    static List<String> causes(Throwable failure) {
        return chain(failure).map(Throwable::toString).distinct().toList();
    }

    /** As Java prints it, line by line. */
    static List<String> lines(Throwable failure) {
        var lines = new ArrayList<String>();
        chain(failure).forEach(cause -> {
            lines.add((lines.isEmpty() ? "" : "Caused by: ") + cause);
            StackTraceElement[] frames = cause.getStackTrace();
            Stream.of(frames).limit(MOST_FRAMES).forEach(frame -> lines.add("\tat " + frame));
            if (frames.length > MOST_FRAMES) {
                lines.add("\t... " + (frames.length - MOST_FRAMES) + " more");
            }
        });
        return lines;
    }

    private static Stream<Throwable> chain(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause).limit(MOST_CAUSES);
    }
}
