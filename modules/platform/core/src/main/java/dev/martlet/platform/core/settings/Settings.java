package dev.martlet.platform.core.settings;

import io.helidon.config.Config;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A node of the configuration as a component reads it: each key once, with its default and range. A value that cannot be used becomes a
 * {@linkplain ConfigErrors fault} and reads as the default, so that all faults are found in one pass. Every key that is read is thereby known; the
 * bootstrap reports the others.
 */
public final class Settings {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

    /** What the key of a secret's file has behind the key of the secret. */
    private static final String FILE = ".file";

    private final Config node;
    private final String path;
    private final ConfigErrors faults;
    private final KnownKeys known;

    private Settings(Config node, String path, ConfigErrors faults, KnownKeys known) {
        this.node = node;
        this.path = path;
        this.faults = faults;
        this.known = known;
    }

    public static Settings root(Config config, ConfigErrors faults) {
        return new Settings(config, "", faults, new KnownKeys());
    }

    /** A node below this one; {@code name} may have dots. */
    public Settings node(String name) {
        return new Settings(node.get(name), key(name), faults, known);
    }

    /** The values of all keys below {@code name}, however deep, by what follows it; blank ones count as not set. */
    public Map<String, String> below(String name) {
        Config top = node.get(name);
        var values = new TreeMap<String, String>();
        top.traverse().filter(Config::hasValue).forEach(leaf -> {
            String rest = leaf.key().toString().substring(top.key().toString().length() + 1);
            optionalText(name + "." + rest).ifPresent(value -> values.put(rest, value));
        });
        return values;
    }

    public String text(String name, String fallback) {
        Optional<String> value = optionalText(name);
        known.addDefault(key(name), fallback);
        return value.orElse(fallback);
    }

    /** Blank counts as not set. */
    public Optional<String> optionalText(String name) {
        known.add(key(name));
        return node.get(name).asString().asOptional().map(String::strip).filter(value -> !value.isEmpty());
    }

    public boolean isSet(String name) {
        return optionalText(name).isPresent();
    }

    /** Also one of which the file {@code <name>.file} has the value. */
    public boolean isSecretSet(String name) {
        return isSet(name) | isSet(name + FILE);
    }

    /** The value of {@code name}, or the content of the file that {@code <name>.file} names. */
    public Optional<Secret> secret(String name) {
        return secret(name, "", _ -> true);
    }

    /** @param rule what is wrong with a value that is not valid */
    public Optional<Secret> secret(String name, String rule, Predicate<String> valid) {
        known.addSecret(key(name));
        Optional<String> value = optionalText(name);
        Optional<String> file = optionalText(name + FILE);
        if (value.isPresent() && file.isPresent()) {
            fault(name + FILE, "must not be set together with " + key(name));
        }
        if (value.isPresent() && !valid.test(value.get())) {
            fault(name, rule);
        }
        return value.isPresent() ? value.map(Secret::of) : file.flatMap(path -> secretIn(name + FILE, path, rule, valid));
    }

    private Optional<Secret> secretIn(String name, String file, String rule, Predicate<String> valid) {
        try {
            return Optional.of(Secret.in(key(name), Path.of(file), rule, valid));
        } catch (UnusableFile | InvalidPathException failure) {
            fault(name, failure instanceof UnusableFile ? failure.getMessage() : "must be the path of a file");
            return Optional.empty();
        }
    }

    public boolean flag(String name, boolean fallback) {
        return read(name, fallback, "must be true or false", value -> switch (value.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(value);
        });
    }

    /** A whole number from {@code min} to {@code max}. */
    public int number(String name, int fallback, int min, int max) {
        return read(name, fallback, "must be a whole number from " + min + " to " + max, value -> {
            int number = Integer.parseInt(value);
            if (number < min || number > max) {
                throw new IllegalArgumentException(value);
            }
            return number;
        });
    }

    /** A time such as {@code 300ms}, {@code 5s}, {@code 2m}, {@code 1h} or {@code 1d}. */
    public Duration duration(String name, Duration fallback, Duration min, Duration max) {
        return read(name, fallback, "must be a time such as 300ms, 5s, 2m, 1h or 1d, from " + show(min) + " to " + show(max), value -> {
            Duration duration = parse(value);
            if (duration.compareTo(min) < 0 || duration.compareTo(max) > 0) {
                throw new IllegalArgumentException(value);
            }
            return duration;
        });
    }

    /** One of an enum's constants, written in lower case. */
    public <E extends Enum<E>> E choice(String name, E fallback) {
        E[] constants = fallback.getDeclaringClass().getEnumConstants();
        String choices = Arrays.stream(constants).map(constant -> constant.name().toLowerCase(Locale.ROOT)).collect(Collectors.joining(", "));
        return read(name, fallback, "must be one of " + choices, value -> Arrays.stream(constants)
                .filter(constant -> constant.name().equalsIgnoreCase(value))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(value)));
    }

    /** An absolute {@code http} or {@code https} address to which paths can be added. */
    public Optional<URI> url(String name) {
        return Optional.ofNullable(read(name, null, "must be an address such as http://host:8081", value -> {
            URI uri = URI.create(value.endsWith("/") ? value.substring(0, value.length() - 1) : value);
            boolean hasPort = uri.getPort() == -1 || uri.getPort() >= 1 && uri.getPort() <= 65_535;
            boolean isBase = uri.getRawQuery() == null && uri.getRawFragment() == null;
            if (uri.getHost() == null || !hasPort || !isBase || !List.of("http", "https").contains(uri.getScheme())) {
                throw new IllegalArgumentException(value);
            }
            return uri;
        }));
    }

    /** Reports a fault of this node's key {@code name}. */
    public void fault(String name, String message) {
        faults.add(key(name), message);
    }

    /** The full keys that were read so far, by this and every other node of the same configuration. */
    public Set<String> known() {
        return known.names();
    }

    /** What a key that was read so far reads as if it is not set; empty if that is nothing, or what it inherits from another key. */
    public Optional<String> fallback(String fullKey) {
        return Optional.of(known.fallback(fullKey)).filter(value -> !value.isEmpty());
    }

    /** Whether a key that was read so far holds a secret. */
    public boolean isSecret(String fullKey) {
        return known.isSecret(fullKey);
    }

    /** The full key of {@code name} below this node. */
    public String key(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private <T> T read(String name, T fallback, String rule, Function<String, T> parser) {
        Optional<String> value = optionalText(name);
        known.addDefault(key(name), shown(fallback));
        if (value.isEmpty()) {
            return fallback;
        }
        try {
            return parser.apply(value.get());
        } catch (IllegalArgumentException _) {
            fault(name, rule);
            return fallback;
        }
    }

    private static Duration parse(String value) {
        var matcher = DURATION.matcher(value);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(value);
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }

    private static String shown(Object fallback) {
        return switch (fallback) {
            case null -> "";
            case Duration duration -> show(duration);
            case Enum<?> constant -> constant.name().toLowerCase(Locale.ROOT);
            default -> fallback.toString();
        };
    }

    private static String show(Duration duration) {
        if (duration.toMillis() % 1000 != 0) {
            return duration.toMillis() + "ms";
        }
        long seconds = duration.toSeconds();
        if (seconds % 86_400 == 0) {
            return seconds / 86_400 + "d";
        }
        return seconds % 3600 == 0 ? seconds / 3600 + "h" : seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
