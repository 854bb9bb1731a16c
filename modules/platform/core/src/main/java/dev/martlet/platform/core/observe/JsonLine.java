package dev.martlet.platform.core.observe;

import dev.martlet.platform.core.context.Trace;
import dev.martlet.platform.core.json.Json;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/** One record as one JSON object: timestamp, level, logger, message, trace_id and span_id (null outside a request), and stack_trace if there is one. */
final class JsonLine extends Formatter {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSX").withZone(ZoneOffset.UTC);
    private static final int LONGEST = 16_000;

    @Override
    public String format(LogRecord record) {
        Optional<Trace> trace = Trace.current();
        var line = new LinkedHashMap<String, String>();
        line.put("timestamp", TIME.format(record.getInstant()));
        line.put("level", LogLevel.of(record.getLevel()).name());
        line.put("logger", record.getLoggerName() == null ? "" : record.getLoggerName());
        line.put("message", shortened(Masking.masked(formatMessage(record))));
        line.put("trace_id", trace.map(Trace::traceId).orElse(null));
        line.put("span_id", trace.map(Trace::spanId).orElse(null));
        if (record.getThrown() != null) {
            line.put("stack_trace", shortened(Masking.masked(String.join("\n", StackTrace.lines(record.getThrown())))));
        }
        return Json.tolerant().writeValueAsString(line) + "\n";
    }

    private static String shortened(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }
}
