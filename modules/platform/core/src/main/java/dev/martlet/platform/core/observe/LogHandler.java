package dev.martlet.platform.core.observe;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Writes records to standard error, each with one call, so that lines of several threads, and of several processes, do not mix. */
final class LogHandler extends Handler {
    private static final Duration WINDOW = Duration.ofMinutes(1);

    /** Their errors are warnings, as far as the shop is concerned: the receiver of traces is away. */
    private static final String EXPORTERS = "io.opentelemetry.exporter.";

    private final OutputStream out;
    private final Repeats repeats;
    private final Formatter plain = new TextLine();
    private volatile LogRules rules;
    private volatile boolean retired;

    LogHandler(LogSettings settings) {
        this(settings, new FileOutputStream(FileDescriptor.err), WINDOW);
    }

    LogHandler(LogSettings settings, OutputStream out, Duration window) {
        this.out = out;
        repeats = new Repeats(window, this::write);
        setLevel(Level.ALL);
        configure(settings);
    }

    void configure(LogSettings settings) {
        rules = new LogRules(settings);
        setFormatter(switch (settings.format()) {
            case TEXT -> new TextLine();
            case JSON -> new JsonLine();
        });
    }

    @Override
    public void publish(LogRecord record) {
        if (record.getLevel().equals(Level.SEVERE) && String.valueOf(record.getLoggerName()).startsWith(EXPORTERS)) {
            record.setLevel(Level.WARNING);
        }
        if (rules.allow(record.getLoggerName(), LogLevel.of(record.getLevel())) && repeats.isNew(record, plain.formatMessage(record))) {
            write(record);
        }
    }

    /** Writes a record of any level, also a repeated one. */
    synchronized void write(LogRecord record) {
        try {
            out.write(getFormatter().format(record).getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException _) {
            // There is no other place to report it.
        }
    }

    @Override
    public void flush() {
        repeats.flush();
    }

    /** Its successor writes from now on. */
    void retire() {
        retired = true;
    }

    /** java.util.logging closes its handlers as soon as the process receives a signal to stop. This one goes on: the shutdown is logged, too. */
    @Override
    public void close() {
        flush();
        if (!retired) {
            Logger.getLogger("").addHandler(this);
        }
    }
}
