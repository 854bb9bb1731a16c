package dev.martlet.bootstrap;

import dev.martlet.kernel.observe.LogSettings;
import dev.martlet.kernel.observe.Logging;
import dev.martlet.kernel.settings.Faults;
import dev.martlet.kernel.settings.Settings;
import dev.martlet.kernel.sql.Migrate;
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
            Plan plan = plan();
            Parent.endWithIt();
            if (plan.migrate() == Migrate.ONLY) {
                Ending.of(stop -> Databases.open(plan, stop), Databases::close);
                end(0);
            }
            Application application = Ending.of(stop -> Application.start(plan, stop, Main::endBroken), Application::close);
            console.ready(StartupText.of(application, begin));
        } catch (Exit exit) {
            exit.lines().forEach(console::fault);
            end(exit.code());
        } catch (RuntimeException failure) {
            log.log(Level.ERROR, "Martlet could not start", failure);
            end(1);
        }
    }

    /** After a listener or a worker has died. As on a signal, except for the exit code. What hangs does not keep the process. */
    private static void endBroken() {
        CompletableFuture.delayedExecutor(LONGEST_END_S, TimeUnit.SECONDS).execute(() -> Runtime.getRuntime().halt(Exit.BROKEN));
        end(Exit.BROKEN);
    }

    private static Plan plan() {
        var faults = new Faults();
        Configuration configuration = Configuration.read(faults);
        log(configuration);
        Plan plan = Plan.read(configuration, ModuleGraph.load(), faults);
        if (!faults.isEmpty()) {
            throw new Exit(Exit.CONFIGURATION, faults.lines());
        }
        return plan;
    }

    /** First, so that faults of the configuration are written as it asks; faults of these keys are found again with all others. */
    private static void log(Configuration configuration) {
        LogSettings settings = LogSettings.from(Settings.root(configuration.all(), new Faults()));
        console = Console.of(settings.format());
        Logging.apply(settings);
    }

    private static void end(int code) {
        Logging.flush();
        System.exit(code);
    }
}
