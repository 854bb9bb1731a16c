package dev.martlet.platform.core.observe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.regex.Pattern;

/**
 * Lets a warning through once and counts those like it, so that an outage is a few lines and not thousands: each minute one line says how often the same was
 * repeated. Warnings are alike if they differ only in ids and numbers; errors only if they are the same to the letter and from the same place, because
 * each id in an error has to be found.
 */
final class Repeats {
    private static final int MOST_KINDS = 256;
    private static final int LONGEST_TEXT = 2000;
    /** UUIDs, other hexadecimal ids with a digit, and numbers, but for those of three digits that stand alone: status codes. */
    private static final Pattern VARIABLE = Pattern.compile(
            "\\b[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\\b|\\b(?!\\d{3}\\b)[0-9a-fA-F]*\\d[0-9a-fA-F]*(?:-[0-9a-fA-F]+)*");

    private final Duration window;
    private final Consumer<LogRecord> out;
    /** The one that was used longest ago first. */
    private final Map<Kind, Count> counts = new LinkedHashMap<>(16, 0.75f, true);

    /** @param out takes the lines that say how often something was repeated */
    Repeats(Duration window, Consumer<LogRecord> out) {
        this.window = window;
        this.out = out;
    }

    /** Whether the record is to be written; otherwise it is counted. */
    boolean isNew(LogRecord record, String message) {
        if (record.getLevel().intValue() < Level.WARNING.intValue()) {
            return true;
        }
        var ready = new ArrayList<LogRecord>();
        boolean isNew = note(kind(record, message), record, message, ready);
        ready.forEach(out);
        return isNew;
    }

    /** Writes what was counted and not yet written. */
    void flush() {
        summaries().forEach(out);
    }

    private synchronized List<LogRecord> summaries() {
        var ready = new ArrayList<LogRecord>();
        counts.values().forEach(count -> count.take(ready));
        counts.clear();
        return ready;
    }

    private synchronized boolean note(Kind kind, LogRecord record, String message, List<LogRecord> ready) {
        Count known = counts.get(kind);
        if (known == null || known.isOver() && known.repeated == 0) {
            counts.put(kind, new Count(record, message));
            shrink(ready);
            return true;
        }
        if (known.repeated++ == 0) {
            long left = known.leftNanos();
            Thread.ofVirtual().name("log repeats").start(() -> writeAfter(left, kind));
        }
        return false;
    }

    private void shrink(List<LogRecord> ready) {
        if (counts.size() > MOST_KINDS) {
            var eldest = counts.entrySet().iterator().next();
            counts.remove(eldest.getKey());
            eldest.getValue().take(ready);
        }
    }

    private void writeAfter(long nanos, Kind kind) {
        try {
            Thread.sleep(Duration.ofNanos(Math.max(0, nanos)));
            var ready = new ArrayList<LogRecord>();
            synchronized (this) {
                Count count = counts.get(kind);
                if (count != null && count.isOver()) {
                    count.take(ready);
                }
            }
            ready.forEach(out);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static Kind kind(LogRecord record, String message) {
        Throwable thrown = record.getThrown();
        boolean exact = record.getLevel().intValue() > Level.WARNING.intValue();
        String text = message + (thrown == null || exact ? "" : String.join(" ", StackTrace.causes(thrown)));
        String origin = thrown == null ? "" : thrown.getClass().getName() + (thrown.getStackTrace().length > 0 ? thrown.getStackTrace()[0] : "");
        String bounded = text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
        return new Kind(String.valueOf(record.getLoggerName()), record.getLevel(), exact ? bounded : VARIABLE.matcher(bounded).replaceAll("#"), origin);
    }

    private record Kind(String logger, Level level, String text, String origin) {}

    /** How often something was repeated since its last line. */
    private final class Count {
        private final Level level;
        private final String logger;
        private final String message;
        private long begin = System.nanoTime();
        private long repeated;

        Count(LogRecord first, String message) {
            level = first.getLevel();
            logger = first.getLoggerName();
            this.message = message.length() > LONGEST_TEXT ? message.substring(0, LONGEST_TEXT) : message;
        }

        boolean isOver() {
            return leftNanos() <= 0;
        }

        long leftNanos() {
            return window.toNanos() - (System.nanoTime() - begin);
        }

        void take(List<LogRecord> ready) {
            if (repeated > 0) {
                var record = new LogRecord(level, message + " (repeated " + repeated + (repeated == 1 ? " time" : " times") + ", ids and numbers may differ)");
                record.setLoggerName(logger);
                ready.add(record);
                repeated = 0;
                begin = System.nanoTime();
            }
        }
    }
}
