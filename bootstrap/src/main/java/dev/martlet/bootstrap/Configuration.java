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
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
 */
public record Configuration(Config all, Config files) {
    private static final Path BESIDE = Path.of("config", "application.yaml");
    private static final Pattern PLACE = Pattern.compile("line \\d+, column \\d+");

    static Configuration read(ConfigErrors faults) {
        var files = new ArrayList<Supplier<? extends ConfigSource>>();
        named().ifPresent(path -> add(path, "martlet.config", faults, files));
        if (Files.exists(BESIDE)) {
            add(BESIDE, BESIDE.toString(), faults, files);
        }
        var all = new ArrayList<Supplier<? extends ConfigSource>>();
        all.add(ConfigSources.environmentVariables());
        all.add(ConfigSources.systemProperties());
        all.addAll(files);
        return new Configuration(of(all), files.isEmpty() ? Config.empty() : of(files));
    }

    private static Optional<Path> named() {
        return Optional.ofNullable(System.getenv("MARTLET_CONFIG"))
                .or(() -> Optional.ofNullable(System.getProperty("martlet.config")))
                .filter(name -> !name.isBlank())
                .map(Path::of);
    }

    private static void add(Path path, String key, ConfigErrors faults, List<Supplier<? extends ConfigSource>> sources) {
        if (!Files.isReadable(path)) {
            faults.add(key, "the file " + path + " cannot be read");
            return;
        }
        var source = ConfigSources.file(path);
        try {
            of(List.of(source));
            sources.add(ConfigSources.file(path));
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
