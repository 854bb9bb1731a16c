package dev.martlet.platform.core.observe;

import dev.martlet.platform.core.settings.Settings;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is logged, and how.
 *
 * @param format {@code log.format}: {@code text} (a line for each record) or {@code json} (an object for each); default text
 * @param level {@code log.level}: TRACE, DEBUG, INFO, WARN, ERROR or OFF; default INFO
 * @param levels {@code log.level.<logger>}: the same for a logger and those below it, by the logger's name without regard to case, because the names of
 *     environment variables have none ({@code LOG_LEVEL_DEV_MARTLET_KERNEL_SQL})
 */
public record LogSettings(Format format, LogLevel level, Map<String, LogLevel> levels) {
    /** One record, one line. */
    public enum Format { TEXT, JSON }

    static final LogSettings DEFAULT = new LogSettings(Format.TEXT, LogLevel.INFO, Map.of());

    private static final String RULE = "must be one of TRACE, DEBUG, INFO, WARN, ERROR, OFF";

    public static LogSettings from(Settings root) {
        Settings log = root.node("log");
        var levels = new TreeMap<String, LogLevel>();
        log.below("level").forEach((logger, value) -> levels.put(logger, level(log, "level." + logger, value)));
        LogLevel general = log.optionalText("level").map(value -> level(log, "level", value)).orElse(LogLevel.INFO);
        return new LogSettings(log.choice("format", Format.TEXT), general, levels);
    }

    private static LogLevel level(Settings log, String key, String value) {
        var level = LogLevel.named(value);
        if (level.isEmpty()) {
            log.fault(key, RULE);
        }
        return level.orElse(LogLevel.INFO);
    }
}
