package dev.martlet.bench.shop;

import dev.martlet.platform.testing.FreePorts;
import dev.martlet.bench.BenchSettings.Login;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The program, as one process or several, on one database. */
public final class Shop implements AutoCloseable {
    private static final int PORTS = 3;

    private final List<Program> programs;
    private Duration startTime = Duration.ZERO;

    private Shop(List<Program> programs) {
        this.programs = programs;
    }

    /**
     * Returns when all processes are ready.
     *
     * @param settings further settings as environment variables
     */
    public static Shop start(Topology topology, Path jar, List<String> javaOptions, Login database, Map<String, String> settings, Path directory)
            throws IOException, InterruptedException {
        List<Integer> ports = FreePorts.take(PORTS * topology.processes().size());
        var programs = new ArrayList<Program>();
        var shop = new Shop(programs);
        try {
            for (int process = 0; process < topology.processes().size(); process++) {
                var environment = new HashMap<>(settings);
                environment.putAll(database(database));
                environment.putAll(placement(topology, process, ports));
                programs.add(Program.start(jar, javaOptions, environment, ports.get(process * PORTS), ports.get(process * PORTS + 2),
                        directory.resolve(topology.processes().size() == 1 ? "all" : String.join("-", topology.processes().get(process)))));
            }
            for (Program program : programs) {
                shop.startTime = program.awaitReady();
            }
            return shop;
        } catch (IOException | InterruptedException | RuntimeException failure) {
            shop.close();
            throw failure;
        }
    }

    /** Of the process that clients talk to. */
    public URI url() {
        return programs.getFirst().url();
    }

    /** The management port of that process. */
    public URI managementUrl() {
        return programs.getFirst().managementUrl();
    }

    /** From the start of the process (of several, the last) to its first readiness. */
    public Duration startTime() {
        return startTime;
    }

    public List<Long> pids() {
        return programs.stream().map(Program::pid).toList();
    }

    @Override
    public void close() {
        programs.forEach(Program::stop);
        programs.forEach(Program::close);
    }

    private static Map<String, String> database(Login database) {
        return Map.of("DB_URL", database.url(), "DB_USERNAME", database.username(), "DB_PASSWORD", database.password());
    }

    private static Map<String, String> placement(Topology topology, int process, List<Integer> ports) {
        var environment = new HashMap<String, String>();
        environment.put("MODULES_RUN", String.join(",", topology.processes().get(process)));
        environment.put("SERVER_PORT", ports.get(process * PORTS).toString());
        environment.put("INTERNAL_PORT", ports.get(process * PORTS + 1).toString());
        environment.put("MANAGEMENT_PORT", ports.get(process * PORTS + 2).toString());
        for (int other = 0; other < topology.processes().size(); other++) {
            for (String module : other == process ? List.<String>of() : topology.processes().get(other)) {
                environment.put("MODULES_" + module.toUpperCase(Locale.ROOT) + "_URL", "http://127.0.0.1:" + ports.get(other * PORTS + 1));
            }
        }
        return environment;
    }
}
