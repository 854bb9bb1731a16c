package dev.martlet.platform.runtime.running;

import dev.martlet.platform.core.settings.Settings;
import dev.martlet.platform.sql.session.DatabaseSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Function;

/**
 * What the bootstrap, or a test, gives a module.
 *
 * @param settings the module's own node
 * @param needs gives the API of another module
 */
public record ModuleEnvironment(
        Settings settings, DatabaseSettings database, Function<Class<?>, Object> needs, MeterRegistry meters) {}
