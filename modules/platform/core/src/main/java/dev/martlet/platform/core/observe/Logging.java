package dev.martlet.platform.core.observe;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Everything that logs ends here: one line for each record on standard error, with the trace that it belongs to. Named by
 * {@code -Djava.util.logging.config.class}, or constructed by the program, which then {@linkplain #apply applies} its configuration.
 */
public final class Logging {
    private static LogHandler handler = new LogHandler(LogSettings.DEFAULT);
    /** Held, because java.util.logging holds its loggers weakly. */
    private static final List<Logger> HELD = new ArrayList<>();

    /** Takes over java.util.logging. */
    public Logging() {
        take(new LogHandler(LogSettings.DEFAULT), LogSettings.DEFAULT);
    }

    /** Logs what the configuration asks for, as it asks for it. */
    public static synchronized void apply(LogSettings settings) {
        handler.configure(settings);
        open(settings);
    }

    /** Writes a line at any level of the configuration: the cause of the end of the process must be visible. */
    public static synchronized void write(Level level, String logger, String message) {
        var record = new LogRecord(level, message);
        record.setLoggerName(logger);
        handler.write(record);
    }

    /** Writes how often lines were repeated that had not yet been counted. */
    public static synchronized void flush() {
        handler.flush();
    }

    private static synchronized void take(LogHandler taken, LogSettings settings) {
        handler.retire();
        LogManager.getLogManager().reset();
        handler = taken;
        Logger.getLogger("").addHandler(taken);
        open(settings);
    }

    private static void open(LogSettings settings) {
        HELD.forEach(logger -> logger.setLevel(null));
        HELD.clear();
        new LogRules(settings).gates().forEach((name, level) -> {
            Logger logger = Logger.getLogger(name);
            logger.setLevel(level.level());
            HELD.add(logger);
        });
    }
}
