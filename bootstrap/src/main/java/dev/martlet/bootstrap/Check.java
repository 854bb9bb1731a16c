package dev.martlet.bootstrap;

import dev.martlet.platform.core.json.Json;
import dev.martlet.platform.runtime.ModuleApi;
import dev.martlet.platform.runtime.check.Finding;
import dev.martlet.platform.runtime.check.Report;
import dev.martlet.platform.runtime.check.ShopCheck;
import dev.martlet.platform.sql.DatabaseUnavailable;
import dev.martlet.platform.sql.SqlFailure;
import dev.martlet.platform.sql.migration.Migrations;
import dev.martlet.platform.sql.session.DatabaseSettings;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** The command {@code check}: reads the databases of all modules and writes a line of JSON for each finding. */
final class Check {
    private static final Logger LOG = System.getLogger(Check.class.getName());
    private static final int FINDINGS = 1;

    private Check() {}

    /**
     * @param repair whether to settle what can be settled
     * @return the exit code: 0 if there are no findings, or all were settled
     * @throws StartupFailure if a database does not answer, its schema is not migrated, or it refuses a statement
     */
    static int run(ProcessConfig config, boolean repair, Consumer<String> out) {
        var databases = ShutdownHook.of(stop -> Databases.openAll(config, stop), Databases::close);
        var modules = new LinkedHashMap<ModuleApi, DatabaseSettings>();
        config.graph().modules().forEach(module -> modules.put(module, databases.of(module.descriptor().name())));
        try {
            modules.forEach(Check::reportNewer);
            return run(modules, repair, out);
        } catch (DatabaseUnavailable away) {
            throw new StartupFailure(StartupFailure.CONFIGURATION, List.of("db.url: the check cannot go on: " + DatabaseFaults.line(away)));
        } catch (SqlFailure refused) {
            LOG.log(Level.DEBUG, "The check failed", refused);
            throw new StartupFailure(StartupFailure.BROKEN, List.of("the check cannot go on: a database refused a statement, SQLSTATE " + refused.state()
                    + "; its tables are not as the migrations made them, or this is a fault of the program (log.level.dev.martlet: DEBUG shows more)"));
        } catch (RuntimeException bug) {
            LOG.log(Level.ERROR, "The check failed", bug);
            return StartupFailure.BROKEN;
        }
    }

    private static int run(Map<ModuleApi, DatabaseSettings> modules, boolean repair, Consumer<String> out) {
        var lines = new Lines(out);
        try (var check = ShopCheck.open(modules, repair)) {
            check.run(lines);
        }
        return lines.found == 0 ? 0 : FINDINGS;
    }

    private static void reportNewer(ModuleApi module, DatabaseSettings settings) {
        String name = module.descriptor().name();
        List<String> newer = Migrations.newer(settings, name);
        if (!newer.isEmpty()) {
            LOG.log(Level.WARNING, "The schema of " + name + " is newer than this program: it has the migrations " + String.join(", ", newer));
        }
    }

    /** A line for each finding. One that was settled has the member {@code repaired}. */
    private static final class Lines implements Report {
        private final Consumer<String> out;
        private long found;

        private Lines(Consumer<String> out) {
            this.out = out;
        }

        @Override
        public void found(Finding finding) {
            found++;
            out.accept(json(finding).toString());
        }

        @Override
        public void repaired(Finding finding) {
            out.accept(json(finding).put("repaired", true).toString());
        }

        private static ObjectNode json(Finding finding) {
            return Json.tolerant().valueToTree(finding);
        }
    }
}
