package dev.martlet.platform.tracing;

import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Finds the keys that OpenTelemetry's SDK refuses, whose own messages often name none: builds it without any key, then with one more at a time. A key with
 * which it cannot be built is a fault, and is left out from then on.
 */
final class TraceFaults {
    private static final String UNSPECIFIC = "Unexpected configuration error";
    /** One is refused without the other. */
    private static final Pattern PAIR = Pattern.compile("\\.client\\.(certificate|key)$");
    /** Which exporters there are decides what else is looked at. */
    private static final Comparator<String> ORDER =
            Comparator.comparing((String key) -> !key.endsWith(".exporter")).thenComparing(Comparator.naturalOrder());

    private final TraceSettings settings;
    private final Map<String, Set<String>> together = new TreeMap<>(ORDER);

    TraceFaults(TraceSettings settings) {
        this.settings = settings;
        settings.properties().keySet().forEach(key -> together.computeIfAbsent(PAIR.matcher(key).replaceFirst(""), _ -> new TreeSet<>()).add(key));
    }

    /** A line for each; one that names all keys if none of them is the reason. */
    List<String> find(ConfigurationException failure) {
        var faults = new ArrayList<String>();
        var left = new TreeSet<>(settings.properties().keySet());
        try {
            tryWithout(left);
        } catch (ConfigurationException _) {
            return List.of(line(left, failure));
        }
        for (Set<String> keys : together.values()) {
            left.removeAll(keys);
            try {
                tryWithout(left);
            } catch (ConfigurationException refused) {
                left.addAll(keys);
                faults.add(line(keys, refused));
            }
        }
        return faults;
    }

    private void tryWithout(Set<String> keys) {
        OpenTelemetryStart.build(settings, keys, UnaryOperator.identity()).close();
    }

    private static String line(Collection<String> keys, ConfigurationException refused) {
        boolean says = refused.getCause() == null || !UNSPECIFIC.equals(refused.getMessage());
        return String.join(", ", keys) + ": " + String.valueOf((says ? refused : refused.getCause()).getMessage()).replaceAll("\\s+", " ");
    }
}
