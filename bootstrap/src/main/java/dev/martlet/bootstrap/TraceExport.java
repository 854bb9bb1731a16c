package dev.martlet.bootstrap;

import dev.martlet.platform.core.trace.Tracer;
import dev.martlet.platform.core.trace.Tracing;
import dev.martlet.platform.tracing.OpenTelemetryStart;
/** Exports the traces of the process, if its configuration says where to. If it does not, no class of OpenTelemetry is loaded. */
final class TraceExport {
    private TraceExport() {}

    /** @throws StartupFailure if the configuration of OpenTelemetry cannot be used */
    static Tracer begin(ProcessConfig config) {
        if (!config.traces().export()) {
            return Tracer.OFF;
        }
        try {
            Tracer tracer = OpenTelemetryStart.start(config.traces(), Build.version(), config.placement().here());
            Tracing.use(tracer);
            return tracer;
        } catch (IllegalArgumentException unusable) {
            throw new StartupFailure(StartupFailure.CONFIGURATION, unusable.getMessage().lines().toList());
        }
    }

    /** Exports what is left, within seconds. */
    static void end(Tracer tracer) {
        Tracing.end(tracer);
        tracer.close();
    }
}
