package dev.martlet.bootstrap;

import dev.martlet.bootstrap.console.ProcessReport;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The configuration in force: each key that is known, its value, and where that comes from. Without secrets. */
final class ConfigurationReport {
    private static final String HIDDEN = "***";
    private static final String DEFAULT = "default";
    /** In a query or in properties, and between // and @ of an address. */
    private static final Pattern SECRET = Pattern.compile("(?i)((?:password|secret|token)[^=&;\\s]*=)[^&;\\s]+|(?<=//)[^/@\\s]+(?=@)");

    private ConfigurationReport() {}

    static List<ProcessReport.Setting> of(ProcessConfig config) {
        return config.root().known().stream().sorted().map(key -> setting(config, key)).toList();
    }

    private static ProcessReport.Setting setting(ProcessConfig config, String key) {
        boolean secret = config.root().isSecret(key);
        Optional<String> value = config.root().optionalText(key);
        if (value.isEmpty()) {
            return new ProcessReport.Setting(key, secret ? Optional.empty() : config.root().fallback(key), DEFAULT, secret);
        }
        String source = config.configuration().source(key).orElse(DEFAULT);
        return new ProcessReport.Setting(key, value.map(text -> secret ? HIDDEN : masked(text)), source, secret);
    }

    static String masked(String text) {
        return SECRET.matcher(text).replaceAll(found -> found.group(1) == null ? HIDDEN : found.group(1) + HIDDEN);
    }
}
