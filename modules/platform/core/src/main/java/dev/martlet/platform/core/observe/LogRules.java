package dev.martlet.platform.core.observe;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which level is in force for each logger: that of the longest configured name that is the logger's or one above it. Names are compared without regard to
 * case, which java.util.logging cannot do.
 */
final class LogRules {
    /** Libraries that report every start, and failures that Martlet reports itself: a port that is taken, a URL that cannot be read, a broker that is away. */
    private static final Map<String, LogLevel> LIBRARIES = Map.of(
            "io.helidon", LogLevel.WARN,
            "io.helidon.webserver.LoomServer", LogLevel.OFF,
            "com.zaxxer.hikari", LogLevel.WARN,
            "io.opentelemetry", LogLevel.WARN,
            "org.flywaydb", LogLevel.WARN,
            "org.postgresql", LogLevel.WARN,
            "org.postgresql.Driver", LogLevel.OFF,
            "org.postgresql.util.PGPropertyUtil", LogLevel.OFF,
            "org.apache.kafka", LogLevel.OFF);

    private final LogLevel general;
    /** As they were configured. */
    private final Map<String, LogLevel> named = new HashMap<>();
    private final Map<String, LogLevel> byLowerCase = new HashMap<>();
    private final Map<String, LogLevel> effective = new ConcurrentHashMap<>();

    LogRules(LogSettings settings) {
        general = settings.level();
        LIBRARIES.forEach((name, level) -> {
            if (settings.levels().keySet().stream().noneMatch(above -> name.regionMatches(true, 0, above + ".", 0, above.length() + 1))) {
                add(name, LogLevel.moreTalkative(general, level) == general ? level : general);
            }
        });
        settings.levels().forEach(this::add);
    }

    boolean allow(String logger, LogLevel level) {
        return effective.computeIfAbsent(logger == null ? "" : logger, this::lookUp).allows(level);
    }

    /**
     * The levels that java.util.logging needs, so that it drops nothing that is allowed: the name of a class may be configured in other letters, so the
     * package has to let its records pass, too.
     */
    Map<String, LogLevel> gates() {
        var gates = new HashMap<String, LogLevel>();
        named.forEach((name, level) -> {
            open(gates, name, level);
            parent(name).ifPresent(parent -> open(gates, parent, level));
        });
        gates.put("", LogLevel.moreTalkative(general, gates.getOrDefault("", general)));
        return gates;
    }

    private void open(Map<String, LogLevel> gates, String name, LogLevel level) {
        gates.merge(name, LogLevel.moreTalkative(level, lookUp(name)), LogLevel::moreTalkative);
    }

    private void add(String name, LogLevel level) {
        String lowerCase = name.toLowerCase(Locale.ROOT);
        named.keySet().removeIf(known -> known.equalsIgnoreCase(name));
        named.put(name, level);
        byLowerCase.put(lowerCase, level);
    }

    private LogLevel lookUp(String logger) {
        Optional<String> name = Optional.of(logger.toLowerCase(Locale.ROOT));
        while (name.isPresent()) {
            LogLevel level = byLowerCase.get(name.get());
            if (level != null) {
                return level;
            }
            name = parent(name.get());
        }
        return general;
    }

    private static Optional<String> parent(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? Optional.empty() : Optional.of(name.substring(0, dot));
    }
}
