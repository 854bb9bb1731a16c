package dev.martlet.bootstrap;

import dev.martlet.platform.core.observe.LogSettings;
import dev.martlet.platform.core.observe.Logging;
import dev.martlet.platform.core.settings.ConfigErrors;
import dev.martlet.platform.core.settings.Settings;
import dev.martlet.platform.sql.session.Migrate;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The program. */
public final class Main {
    private static final int LONGEST_END_S = 45;
    private static final String NAME = Main.class.getName();
    private static Console console = Console.of(LogSettings.Format.TEXT);

    private Main() {}

    public static void main(String[] arguments) {
        long begin = System.nanoTime();
        new Logging();
        Logger log = System.getLogger(NAME);
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> log.log(Level.ERROR, "Thread " + thread.getName() + " ended with a failure", failure));
        try {
            var command = Command.of(arguments);
            ProcessConfig config = config(command);
            ParentWatch.endWithIt();
            if (command != Command.SERVE) {
                end(Check.run(config, command == Command.REPAIR, console::result));
            }
            if (config.migrate() == Migrate.ONLY) {
                ShutdownHook.of(stop -> Databases.open(config, stop), Databases::close);
                end(0);
            }
            Application application = ShutdownHook.of(stop -> Application.start(config, stop, Main::endBroken), Application::close);
            console.ready(Banner.of(application, begin));
        } catch (StartupFailure exit) {
            exit.lines().forEach(console::fault);
            end(exit.code());
        } catch (RuntimeException failure) {
            log.log(Level.ERROR, "Martlet could not start", failure);
            end(1);
        }
    }

    /** After a listener or a worker has died. As on a signal, except for the exit code. What hangs does not keep the process. */
    private static void endBroken() {
        CompletableFuture.delayedExecutor(LONGEST_END_S, TimeUnit.SECONDS).execute(() -> Runtime.getRuntime().halt(StartupFailure.BROKEN));
        end(StartupFailure.BROKEN);
    }

    private static ProcessConfig config(Command command) {
        var faults = new ConfigErrors();
        Configuration configuration = Configuration.read(faults);
        log(configuration);
        ProcessConfig config = ProcessConfig.read(configuration, ModuleGraph.load(), command, faults);
        if (!faults.isEmpty()) {
            throw new StartupFailure(StartupFailure.CONFIGURATION, faults.lines());
        }
        return config;
    }

    /** First, so that faults of the configuration are written as it asks; faults of these keys are found again with all others. */
    private static void log(Configuration configuration) {
        LogSettings settings = LogSettings.from(Settings.root(configuration.all(), new ConfigErrors()));
        console = Console.of(settings.format());
        Logging.apply(settings);
    }

    private static void end(int code) {
        Logging.flush();
        System.exit(code);
    }
}
