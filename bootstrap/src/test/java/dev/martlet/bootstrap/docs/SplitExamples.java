package dev.martlet.bootstrap.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The examples in {@code config/split}. A module that no process is named for runs in the process that runs the rest. */
final class SplitExamples {
    private final List<String> modules;

    SplitExamples(List<String> modules) {
        this.modules = modules;
    }

    /** A process by its first port. */
    private record Process(int port, List<String> modules) {
        String ports() {
            return """
                    server.port: %d
                    internal.port: %d
                    management.port: %d
                    """.formatted(port, port + 1, port + 2);
        }

        String url() {
            return "http://127.0.0.1:" + (port + 1);
        }
    }

    Map<String, String> files() {
        return Map.of(
                "config/split/payments-apart/payments.yaml", """
                        # Payments alone. Start both of this folder in one directory (they share its embedded PostgreSQL) or give both the same db.url:
                        #
                        #   java -Dmartlet.config=config/split/payments-apart/rest.yaml     -jar bootstrap/target/martlet.jar
                        #   java -Dmartlet.config=config/split/payments-apart/payments.yaml -jar bootstrap/target/martlet.jar
                        #
                        # Either answers every route of the REST API, on port 8080 and 8180.
                        %s
                        # Payments calls customers. The other addresses are here so that those modules' routes are answered, too.
                        %s""".formatted(payments().ports(), topology(payments(), List.of(allButPayments()))),
                "config/split/payments-apart/rest.yaml", """
                        # Everything but payments; see payments.yaml.
                        %s""".formatted(topology(allButPayments(), List.of(payments()))),
                "config/split/three/sales.yaml", """
                        # What the other two do not run: one of three processes. Start those of this folder in one directory (they share its embedded
                        # PostgreSQL) or give all the same db.url:
                        #
                        #   for name in sales accounts listeners; do
                        #     java -Dmartlet.config=config/split/three/$name.yaml -jar bootstrap/target/martlet.jar &
                        #   done
                        #
                        # Each answers every route of the REST API, on port 8080, 8180 and 8280.
                        %s""".formatted(topology(sales(), List.of(accounts(), listeners()))),
                "config/split/three/accounts.yaml", """
                        # Customers and payments; see sales.yaml.
                        %s
                        %s""".formatted(accounts().ports(), topology(accounts(), List.of(sales(), listeners()))),
                "config/split/three/listeners.yaml", """
                        # What only listens to events; see sales.yaml.
                        %s
                        %s""".formatted(listeners().ports(), topology(listeners(), List.of(sales(), accounts()))));
    }

    /** The three processes as README shows them. */
    String three() {
        return """
                ```yaml
                # sales.yaml: ports 8080, 8081, 8082
                %s# accounts.yaml: run %s on ports 8180, 8181, 8182
                # listeners.yaml: run %s on ports 8280, 8281, 8282
                ```
                """.formatted(
                topology(sales(), List.of(accounts(), listeners())), String.join(", ", accounts().modules), String.join(", ", listeners().modules));
    }

    private Process payments() {
        return new Process(8180, List.of("payments"));
    }

    private Process allButPayments() {
        return new Process(8080, allBut(payments()));
    }

    private Process accounts() {
        return new Process(8180, List.of("customers", "payments"));
    }

    private Process listeners() {
        return new Process(8280, List.of("loyalty", "notifications"));
    }

    private Process sales() {
        return new Process(8080, allBut(accounts(), listeners()));
    }

    private List<String> allBut(Process... others) {
        var rest = new ArrayList<>(modules);
        List.of(others).forEach(other -> rest.removeAll(other.modules));
        return rest;
    }

    private String topology(Process process, List<Process> others) {
        String urls = others.stream().map(other -> ModuleFiles.lines(other.modules, module -> "  " + module + ".url: " + other.url()))
                .collect(Collectors.joining("\n"));
        return """
                modules:
                  run: %s
                %s
                """.formatted(String.join(", ", process.modules), urls);
    }
}
