package dev.martlet.bootstrap;

import dev.martlet.kernel.settings.Faults;
import io.helidon.config.Config;
import io.helidon.config.ConfigException;
import io.helidon.config.ConfigSources;
import io.helidon.config.spi.ConfigSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The process's configuration, strongest source first: environment variables, system properties, the file that {@code martlet.config} names,
 * {@code config/application.yaml} in the working directory. Defaults stand with the settings that read them.
 *
 * @param all every source together
 * @param files what the two files alone say
 */
record Configuration(Config all, Config files) {
    private static final Path BESIDE = Path.of("config", "application.yaml");

    static Configuration read(Faults faults) {
        var files = new ArrayList<Supplier<? extends ConfigSource>>();
        named().ifPresent(path -> add(path, "martlet.config", faults, files));
        if (Files.exists(BESIDE)) {
            add(BESIDE, BESIDE.toString(), faults, files);
        }
        var all = new ArrayList<Supplier<? extends ConfigSource>>();
        all.add(ConfigSources.environmentVariables());
        all.add(ConfigSources.systemProperties());
        all.addAll(files);
        return new Configuration(of(all), of(files));
    }

    private static Optional<Path> named() {
        return Optional.ofNullable(System.getenv("MARTLET_CONFIG"))
                .or(() -> Optional.ofNullable(System.getProperty("martlet.config")))
                .filter(name -> !name.isBlank())
                .map(Path::of);
    }

    private static void add(Path path, String key, Faults faults, List<Supplier<? extends ConfigSource>> sources) {
        if (!Files.isReadable(path)) {
            faults.add(key, "the file " + path + " cannot be read");
            return;
        }
        var source = ConfigSources.file(path);
        try {
            of(List.of(source));
            sources.add(ConfigSources.file(path));
        } catch (ConfigException failure) {
            faults.add(key, "the file " + path + " is not valid YAML: " + firstLine(failure));
        }
    }

    private static String firstLine(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage()).lines().map(String::strip).limit(3).reduce((a, b) -> a + ", " + b).orElse("");
    }

    private static Config of(List<Supplier<? extends ConfigSource>> sources) {
        return Config.builder()
                .sources(sources)
                .disableEnvironmentVariablesSource()
                .disableSystemPropertiesSource()
                .build();
    }
}
