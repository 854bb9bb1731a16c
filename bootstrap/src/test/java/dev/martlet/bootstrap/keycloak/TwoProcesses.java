package dev.martlet.bootstrap.keycloak;

import dev.martlet.platform.testing.FreePorts;
import dev.martlet.bootstrap.support.Program;
import dev.martlet.platform.core.tls.Certificates;
import dev.martlet.platform.sql.session.DatabaseSettings;
import dev.martlet.platform.testing.RestClient;
import dev.martlet.platform.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/** The shop open to the network: payments in a process of its own, the rest in another, TLS on every port, and mutual TLS in place of a secret between them. */
final class TwoProcesses implements AutoCloseable {
    private static final String REST = "customers,products,orders,notifications,loyalty";
    private static final String NAME = "shop.internal";

    private final Path directory;
    private final Map<String, String> settings;
    private final Certificates authority = new Certificates("authority");
    private final SSLContext trust = authority.client();
    private final DatabaseSettings database = TestDatabase.settings();
    private final List<Integer> internalPorts = FreePorts.take(2);
    private final Program rest;
    private final Program payments;

    private TwoProcesses(Path directory, Map<String, String> tokens) {
        this.directory = directory;
        this.settings = new HashMap<>(tokens);
        secure();
        rest = launch("rest", 0).property("modules.run", REST).property("modules.payments.url", internal(1)).start();
        payments = launch("payments", 1).property("modules.run", "payments")
                .property("modules.customers.url", internal(0)).property("modules.products.url", internal(0)).property("modules.orders.url", internal(0))
                .property("modules.notifications.url", internal(0)).property("modules.loyalty.url", internal(0)).start();
    }

    /** @param tokens settings of both: whose tokens they take */
    static TwoProcesses start(Path directory, Map<String, String> tokens) {
        var processes = new TwoProcesses(directory, tokens);
        try {
            processes.programs().forEach(Program::awaitReady);
            return processes;
        } catch (RuntimeException | Error failure) {
            processes.close();
            throw failure;
        }
    }

    List<Program> processes() {
        return List.of(rest, payments);
    }

    /** The public port of the process without payments. */
    RestClient rest() {
        return of(rest);
    }

    RestClient payments() {
        return of(payments);
    }

    RestClient of(Program process) {
        return local(process.rest());
    }

    RestClient management(Program process) {
        return local(process.management());
    }

    int internalPort() {
        return internalPorts.getFirst();
    }

    /** Of a client without a certificate of its own. */
    SSLContext trust() {
        return trust;
    }

    Path authorityFile() {
        return directory.resolve("ca.crt");
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

    private void secure() {
        authority.in(directory, "ca.crt");
        authority.issue(NAME, "localhost", "127.0.0.1").in(directory, "tls");
        for (String port : List.of("server", "internal", "management")) {
            settings.put(port + ".tls.certificate", directory.resolve("tls.crt").toString());
            settings.put(port + ".tls.key", directory.resolve("tls.key").toString());
        }
        settings.put("internal.tls.trust", authorityFile().toString());
        settings.put("internal.tls.names", NAME);
        settings.put("server.host", "0.0.0.0");
    }

    private RestClient local(RestClient client) {
        return new RestClient(client.base().replace("0.0.0.0", "127.0.0.1")).trusting(trust);
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
        return "https://127.0.0.1:" + internalPorts.get(process);
    }
}
