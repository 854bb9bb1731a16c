package dev.martlet.kernel.observe;

import dev.martlet.kernel.http.Trace;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.temporal.ChronoUnit;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Everything that logs ends here: one line a record on standard error, with the trace it belongs to, so that one id finds all that was said of a
 * request. Named by {@code -Djava.util.logging.config.class}, or constructed by the program.
 */
public final class Logging {
    /** Loggers whose narration of every start is nobody's concern. */
    private static final String[] TALKATIVE = {"io.helidon", "com.zaxxer.hikari", "org.flywaydb", "org.postgresql"};
    /** Held, because java.util.logging itself forgets loggers that nobody holds. */
    private static final Logger[] HELD = new Logger[TALKATIVE.length];

    /** Takes over java.util.logging. */
    public Logging() {
        LogManager.getLogManager().reset();
        var handler = new ConsoleHandler();
        handler.setFormatter(new Line());
        handler.setLevel(Level.ALL);
        Logger root = Logger.getLogger("");
        root.setLevel(Level.INFO);
        root.addHandler(handler);
        for (int i = 0; i < TALKATIVE.length; i++) {
            HELD[i] = Logger.getLogger(TALKATIVE[i]);
            HELD[i].setLevel(Level.WARNING);
        }
    }

    private static final class Line extends Formatter {
        @Override
        public String format(LogRecord record) {
            var line = new StringBuilder(160)
                    .append(record.getInstant().truncatedTo(ChronoUnit.MILLIS))
                    .append(' ')
                    .append(record.getLevel().getName())
                    .append(' ')
                    .append(shortened(record.getLoggerName()))
                    .append(": ")
                    .append(oneLine(formatMessage(record)));
            Trace.current().ifPresent(trace -> line.append(" trace=").append(trace.traceId()));
            line.append('\n');
            if (record.getThrown() != null) {
                var stack = new StringWriter();
                record.getThrown().printStackTrace(new PrintWriter(stack));
                line.append(stack);
            }
            return line.toString();
        }

        /** Messages of libraries may have several. */
        private static String oneLine(String message) {
            return message.indexOf('\n') < 0 ? message : String.join(" ", message.lines().map(String::strip).toList());
        }

        private static String shortened(String logger) {
            return logger == null ? "" : logger.replaceFirst("^dev\\.martlet\\.", "");
        }
    }
}
