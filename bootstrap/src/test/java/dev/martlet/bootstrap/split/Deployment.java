package dev.martlet.bootstrap.split;

import dev.martlet.platform.testing.FreePorts;
import dev.martlet.bootstrap.support.Program;
import dev.martlet.bootstrap.support.ShopClient;
import dev.martlet.platform.sql.session.DatabaseSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The shop in several processes on one database: the built jar, configured by environment variables alone. */
public final class Deployment implements AutoCloseable {
    private final Path directory;
    private final DatabaseSettings database;
    private final Map<String, String> environment;
    private final List<String> options;
    private final List<Set<String>> groups;
    private final List<Integer> internalPorts;
    private final List<Program> processes = new ArrayList<>();

    private Deployment(Path directory, DatabaseSettings database, List<Set<String>> groups, Map<String, String> environment, List<String> options) {
        this.directory = directory;
        this.database = database;
        this.groups = groups;
        this.environment = environment;
        this.options = options;
        internalPorts = FreePorts.take(groups.size());
    }

    /** Returns when every process is ready. Two at a time: on an empty database they meet at the migrations; more would be much for a small machine. */
    public static Deployment start(Path directory, DatabaseSettings database, Grouping grouping, Map<String, String> environment) {
        return start(directory, database, grouping, environment, Program.SMALL);
    }

    /** @param options of each JVM */
    static Deployment start(Path directory, DatabaseSettings database, Grouping grouping, Map<String, String> environment, List<String> options) {
        var deployment = new Deployment(directory, database, grouping.groups(), environment, options);
        try {
            for (int process = 0; process < deployment.groups.size(); process++) {
                deployment.processes.add(deployment.launch(process));
                if (process % 2 == 1) {
                    deployment.processes.forEach(Program::awaitReady);
                }
            }
            deployment.processes.forEach(Program::awaitReady);
            return deployment;
        } catch (RuntimeException | Error failure) {
            deployment.close();
            throw failure;
        }
    }

    int size() {
        return processes.size();
    }

    List<Program> processes() {
        return List.copyOf(processes);
    }

    Program process(int process) {
        return processes.get(process);
    }

    /** The process that runs the module. */
    public Program of(String module) {
        return processes.get(home(module));
    }

    /** The public port of the process that runs the module. */
    public ShopClient front(String module) {
        return of(module).http();
    }

    int internalPort(String module) {
        return internalPorts.get(home(module));
    }

    /** SIGKILL. */
    public void kill(String module) {
        of(module).kill();
    }

    public void revive(String module) {
        revive(home(module));
    }

    /** Starts what was killed, as it was. */
    void revive(int process) {
        processes.set(process, launch(process).awaitReady());
    }

    /** What all processes have written. */
    String output() {
        var text = new StringBuilder();
        processes.forEach(process -> text.append(process.out()).append(process.errors()));
        return text.toString();
    }

    /** All get the signal before any is awaited. */
    @Override
    public void close() {
        processes.forEach(Program::terminate);
        processes.forEach(Program::close);
    }

    private int home(String module) {
        for (int process = 0; process < groups.size(); process++) {
            if (groups.get(process).contains(module)) {
                return process;
            }
        }
        throw new IllegalArgumentException(module);
    }

    private Program launch(int process) {
        var program = Program.in(made(directory.resolve("process-" + process))).options(options);
        List.of("server.port", "internal.port", "management.port").forEach(program::without);
        environment(process).forEach(program::environment);
        return program.start();
    }

    private Map<String, String> environment(int process) {
        var all = new HashMap<>(Map.of(
                "SERVER_PORT", "0",
                "MANAGEMENT_PORT", "0",
                "INTERNAL_PORT", internalPorts.get(process).toString(),
                "MODULES_RUN", String.join(",", groups.get(process)),
                "DB_URL", database.url().orElseThrow(),
                "DB_USERNAME", database.username().orElseThrow(),
                "DB_PASSWORD", database.password().orElseThrow(),
                "DB_POOL_SIZE", "5"));
        for (String module : Grouping.MODULES) {
            if (!groups.get(process).contains(module)) {
                all.put("MODULES_" + module.toUpperCase(Locale.ROOT) + "_URL", "http://127.0.0.1:" + internalPort(module));
            }
        }
        all.putAll(environment);
        return all;
    }

    private static Path made(Path directory) {
        try {
            return Files.createDirectories(directory);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
