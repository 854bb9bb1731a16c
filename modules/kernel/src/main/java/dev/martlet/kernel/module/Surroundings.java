package dev.martlet.kernel.module;

import dev.martlet.kernel.settings.Settings;
import dev.martlet.kernel.sql.DatabaseSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Function;

/**
 * What one module is given by whoever runs it.
 *
 * @param settings the module's own node
 * @param needs gives the API of another module
 */
public record Surroundings(
        Settings settings, DatabaseSettings database, Function<Class<?>, Object> needs, MeterRegistry meters) {}
