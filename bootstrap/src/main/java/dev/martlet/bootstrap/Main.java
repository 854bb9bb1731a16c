package dev.martlet.bootstrap;

import dev.martlet.kernel.observe.Logging;
import dev.martlet.kernel.settings.Faults;
import dev.martlet.kernel.sql.Migrate;
import java.lang.System.Logger.Level;

/** The program. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        long begin = System.nanoTime();
        new Logging();
        try {
            Plan plan = plan();
            Parent.endWithIt();
            if (plan.migrate() == Migrate.ONLY) {
                Ending.of(stop -> Databases.open(plan, stop), Databases::close);
                System.exit(0);
            }
            Application application = Ending.of(stop -> Application.start(plan, stop), Application::close);
            StartupText.print(System.out, application, begin);
        } catch (Exit exit) {
            exit.lines().forEach(System.err::println);
            System.exit(exit.code());
        } catch (RuntimeException failure) {
            System.getLogger(Main.class.getName()).log(Level.ERROR, "Martlet could not start", failure);
            System.exit(1);
        }
    }

    private static Plan plan() {
        var faults = new Faults();
        Plan plan = Plan.read(Configuration.read(faults), ModuleGraph.load(), faults);
        if (!faults.isEmpty()) {
            throw new Exit(Exit.CONFIGURATION, faults.lines());
        }
        return plan;
    }
}
