package dev.martlet.bootstrap.support;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Collects what one logger of this JVM, and those below it, log at INFO and above while a test runs. */
public final class LogLines extends Handler implements AutoCloseable {
    private final Logger logger;
    private final Formatter formatter;
    private final List<String> lines = new ArrayList<>();

    private LogLines(Logger logger, Formatter formatter) {
        this.logger = logger;
        this.formatter = formatter;
        setLevel(Level.INFO);
    }

    /** Messages alone. */
    public static LogLines of(String name) {
        return listening(new LogLines(Logger.getLogger(name), new Formatter() {
            @Override
            public String format(LogRecord record) {
                return formatMessage(record);
            }
        }));
    }

    /** All that is logged, as the program writes it. */
    public static LogLines written() {
        Formatter ofProgram = Arrays.stream(Logger.getLogger("").getHandlers()).map(Handler::getFormatter).filter(Objects::nonNull).findFirst().orElseThrow();
        return listening(new LogLines(Logger.getLogger(""), ofProgram));
    }

    /** Those with this text. */
    public synchronized List<String> with(String text) {
        return lines.stream().filter(line -> line.contains(text)).toList();
    }

    public synchronized List<String> all() {
        return List.copyOf(lines);
    }

    @Override
    public synchronized void publish(LogRecord record) {
        if (isLoggable(record)) {
            lines.add(formatter.format(record));
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
    }

    private static LogLines listening(LogLines lines) {
        lines.logger.addHandler(lines);
        return lines;
    }
}
