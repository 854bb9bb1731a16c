package dev.martlet.platform.core.observe;

import dev.martlet.platform.core.context.Trace;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/** One record as one line for people: warnings name their failure and its causes, errors and what is logged for debugging have their stack traces. */
final class TextLine extends Formatter {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);
    private static final String OWN = "dev.martlet.";
    private static final int LONGEST = 16_000;

    @Override
    public String format(LogRecord record) {
        LogLevel level = LogLevel.of(record.getLevel());
        var line = new StringBuilder(160).append(TIME.format(record.getInstant())).append(' ').append(level).append(' ');
        line.append(shortened(record.getLoggerName())).append(": ");
        append(line, Masking.masked(formatMessage(record)));
        if (record.getThrown() != null) {
            failure(record.getThrown(), level).forEach(part -> append(line.append(" | "), Masking.masked(part.strip())));
        }
        if (line.length() > LONGEST) {
            line.setLength(LONGEST);
            line.append('…');
        }
        Trace.current().ifPresent(trace -> line.append(" trace=").append(trace.traceId()));
        return line.append('\n').toString();
    }

    private static List<String> failure(Throwable thrown, LogLevel level) {
        return switch (level) {
            case INFO, WARN -> StackTrace.causes(thrown);
            case TRACE, DEBUG, ERROR, OFF -> StackTrace.lines(thrown);
        };
    }

    /** A message must not look like a line of its own. */
    private static void append(StringBuilder line, String text) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            switch (character) {
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                case '\t' -> line.append("\\t");
                default -> {
                    if (Character.isISOControl(character) || character == 0x2028 || character == 0x2029) {
                        line.append("\\u%04x".formatted((int) character));
                    } else {
                        line.append(character);
                    }
                }
            }
        }
    }

    private static String shortened(String logger) {
        return logger == null ? "" : logger.startsWith(OWN) ? logger.substring(OWN.length()) : logger;
    }
}
