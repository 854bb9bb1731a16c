package dev.martlet.bootstrap;

import java.io.PrintStream;
import java.time.Duration;

/** What the program says once it is ready: where it listens, what runs, what to try first. */
final class StartupText {
    private StartupText() {}

    static void print(PrintStream out, Application application, long begin) {
        String rest = "http://" + application.host() + ":" + application.publicPort();
        String management = "http://" + application.host() + ":" + application.managementPort();
        out.println("Martlet is ready after " + Duration.ofNanos(System.nanoTime() - begin).toMillis() + " ms.");
        out.println("  REST API    " + rest + "  (OpenAPI document: " + rest + "/openapi)");
        out.println("  Management  " + management + "/health/ready, /metrics, /modules, /events/dead");
        out.println("  Modules     " + (application.modules().isEmpty() ? "none: every request is forwarded" : String.join(", ", application.modules())));
        out.println("  Database    " + application.databaseText());
        out.println("  Try first   curl -i " + rest + "/customers -H 'Content-Type: application/json' \\");
        out.println("                -d '{\"email\": \"ada@example.com\", \"name\": \"Ada Lovelace\"}'");
        out.flush();
    }
}
