package dev.martlet.bootstrap.keycloak;

import dev.martlet.bootstrap.support.FreePorts;
import dev.martlet.bootstrap.support.Program;
import dev.martlet.platform.sql.session.DatabaseSettings;
import dev.martlet.platform.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Payments in a process of its own, the rest in another; both ask for tokens. */
final class TwoProcesses implements AutoCloseable {
    private static final String REST = "customers,products,orders,notifications,loyalty";

    private final Path directory;
    private final Map<String, String> settings;
    private final DatabaseSettings database = TestDatabase.settings();
    private final List<Integer> internalPorts = FreePorts.take(2);
    private final Program rest;
    private final Program payments;

    private TwoProcesses(Path directory, Map<String, String> settings) {
        this.directory = directory;
        this.settings = settings;
        rest = launch("rest", 0).property("modules.run", REST).property("modules.payments.url", internal(1)).start();
        payments = launch("payments", 1).property("modules.run", "payments")
                .property("modules.customers.url", internal(0)).property("modules.products.url", internal(0)).property("modules.orders.url", internal(0))
                .property("modules.notifications.url", internal(0)).property("modules.loyalty.url", internal(0)).start();
    }

    /** @param settings of both */
    static TwoProcesses start(Path directory, Map<String, String> settings) {
        var processes = new TwoProcesses(directory, settings);
        try {
            processes.programs().forEach(Program::awaitReady);
            return processes;
        } catch (RuntimeException | Error failure) {
            processes.close();
            throw failure;
        }
    }

    Program rest() {
        return rest;
    }

    Program payments() {
        return payments;
    }

    /** One more that runs everything, on the same database. */
    Program another() {
        return launch("another", 0).property("internal.port", "0").start();
    }

    String output() {
        return rest.out() + rest.errors() + payments.out() + payments.errors();
    }

    @Override
    public void close() {
        programs().forEach(Program::terminate);
        programs().forEach(Program::close);
    }

    private Stream<Program> programs() {
        return Stream.of(rest, payments);
    }

    private Program.Preparation launch(String name, int process) {
        try {
            var program = Program.in(Files.createDirectory(directory.resolve(name))).options(Program.SMALL).on(database)
                    .property("db.pool.size", "5").property("internal.port", internalPorts.get(process).toString());
            settings.forEach(program::property);
            return program;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private String internal(int process) {
        return "http://127.0.0.1:" + internalPorts.get(process);
    }
}
