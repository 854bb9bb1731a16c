package dev.martlet.platform.core.observe;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.Level;

/** The levels of the log by the names that the configuration has for them, the most talkative first. */
public enum LogLevel {
    TRACE(Level.ALL), DEBUG(Level.FINE), INFO(Level.INFO), WARN(Level.WARNING), ERROR(Level.SEVERE), OFF(Level.OFF);

    private final Level level;

    LogLevel(Level level) {
        this.level = level;
    }

    /** In upper or lower case. YAML reads a plain {@code off} as false. */
    static Optional<LogLevel> named(String text) {
        String name = text.equalsIgnoreCase("false") ? OFF.name() : text.toUpperCase(Locale.ROOT);
        return Arrays.stream(values()).filter(level -> level.name().equals(name)).findFirst();
    }

    /** That of a record. */
    static LogLevel of(Level level) {
        return Arrays.stream(values()).filter(known -> known != OFF && known.level.intValue() <= level.intValue()).reduce(TRACE, (_, last) -> last);
    }

    Level level() {
        return level;
    }

    boolean allows(LogLevel record) {
        return record.compareTo(this) >= 0;
    }

    static LogLevel moreTalkative(LogLevel one, LogLevel other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
