package dev.martlet.bootstrap;

import dev.martlet.platform.core.settings.ConfigErrors;
import io.helidon.config.Config;
import io.helidon.config.ConfigException;
import io.helidon.config.ConfigSources;
import io.helidon.config.spi.ConfigSource;
import io.helidon.config.yaml.YamlConfigParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The process's configuration, strongest source first: environment variables, system properties, the file that {@code martlet.config} names,
 * {@code config/application.yaml} in the working directory. Defaults stand with the settings that read them.
 *
 * @param all every source together
 * @param files what the two files alone say
 * @param each of the files by its name, strongest first
 */
public record Configuration(Config all, Config files, SequencedMap<String, Config> each) {
    private static final Path BESIDE = Path.of("config", "application.yaml");
    private static final Pattern PLACE = Pattern.compile("line \\d+, column \\d+");

    public Configuration(Config all, Config files) {
        this(all, files, new LinkedHashMap<>());
    }

    static Configuration read(ConfigErrors faults) {
        var files = new LinkedHashMap<String, Supplier<? extends ConfigSource>>();
        named().ifPresent(path -> add(path, "martlet.config", faults, files));
        if (Files.exists(BESIDE)) {
            add(BESIDE, BESIDE.toString(), faults, files);
        }
        var all = new ArrayList<Supplier<? extends ConfigSource>>();
        all.add(ConfigSources.environmentVariables());
        all.add(ConfigSources.systemProperties());
        all.addAll(files.values());
        var each = new LinkedHashMap<String, Config>();
        files.forEach((name, file) -> each.put(name, of(List.of(file))));
        return new Configuration(of(all), files.isEmpty() ? Config.empty() : of(List.copyOf(files.values())), each);
    }

    /** Where the value of a key comes from; empty if it is not set. */
    Optional<String> source(String key) {
        return all.get(key).asString().asOptional().map(value -> environment(key, value)
                .or(() -> Optional.of("system property").filter(_ -> value.equals(System.getProperty(key))))
                .or(() -> file(key, value))
                .orElse("configuration"));
    }

    private Optional<String> file(String key, String value) {
        return each.entrySet().stream()
                .filter(file -> value.equals(file.getValue().get(key).asString().orElse(null)))
                .findFirst()
                .map(Map.Entry::getKey);
    }

    private static Optional<String> environment(String key, String value) {
        String name = key.replace('.', '_');
        return Stream.of(name.toUpperCase(Locale.ROOT), name, key)
                .filter(variable -> value.equals(System.getenv(variable)))
                .findFirst()
                .map(variable -> "environment " + variable);
    }

    private static Optional<Path> named() {
        return Optional.ofNullable(System.getenv("MARTLET_CONFIG"))
                .or(() -> Optional.ofNullable(System.getProperty("martlet.config")))
                .filter(name -> !name.isBlank())
                .map(Path::of);
    }

    private static void add(Path path, String key, ConfigErrors faults, Map<String, Supplier<? extends ConfigSource>> sources) {
        if (!Files.isReadable(path)) {
            faults.add(key, "the file " + path + " cannot be read");
            return;
        }
        var source = ConfigSources.file(path);
        try {
            of(List.of(source));
            sources.put(path.toString(), ConfigSources.file(path));
        } catch (ConfigException failure) {
            faults.add(key, "the file " + path + " is not valid YAML" + place(failure));
        }
    }

    /** Where it is wrong, and not how: what stands there may be a secret. */
    private static String place(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .flatMap(cause -> PLACE.matcher(String.valueOf(cause.getMessage())).results())
                .map(MatchResult::group)
                .reduce((_, last) -> last)
                .map(place -> ": see " + place)
                .orElse("");
    }

    private static Config of(List<Supplier<? extends ConfigSource>> sources) {
        return Config.builder()
                .sources(sources)
                .disableEnvironmentVariablesSource()
                .disableSystemPropertiesSource()
                .disableParserServices()
                .addParser(YamlConfigParser.create())
                .disableMapperServices()
                .disableFilterServices()
                .build();
    }
}
