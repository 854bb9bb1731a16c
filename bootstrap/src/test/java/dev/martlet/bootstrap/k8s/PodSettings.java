package dev.martlet.bootstrap.k8s;

import dev.martlet.bootstrap.Configuration;
import dev.martlet.bootstrap.ModuleGraph;
import dev.martlet.bootstrap.ProcessConfig;
import dev.martlet.platform.core.settings.ConfigErrors;
import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Asks the program itself what it thinks of an environment, without starting it. */
public final class PodSettings {
    private PodSettings() {}

    /** What it would print on standard error before it gives up; empty if it would start. */
    public static List<String> faults(Map<String, String> environment) {
        var settings = new HashMap<String, String>();
        environment.forEach((name, value) -> settings.put(name.toLowerCase(Locale.ROOT).replace('_', '.'), value));
        var faults = new ConfigErrors();
        ProcessConfig.read(new Configuration(Config.just(ConfigSources.create(settings)), Config.empty()), ModuleGraph.load(), faults);
        return faults.lines();
    }
}
