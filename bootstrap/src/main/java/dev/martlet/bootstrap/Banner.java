package dev.martlet.bootstrap;

import java.time.Duration;
import java.util.List;

/** What the program says once it is ready: where it listens, what runs, what to try first. */
final class Banner {
    private Banner() {}

    static List<String> of(Application application, long begin) {
        String rest = application.address();
        String management = application.managementAddress();
        return List.of(
                "Martlet is ready after " + Duration.ofNanos(System.nanoTime() - begin).toMillis() + " ms.",
                "  REST API    " + rest + "  (OpenAPI document: " + rest + "/openapi)",
                "  Management  " + management + "/health/ready, /metrics, /modules, /events/dead",
                "  Modules     " + (application.modules().isEmpty() ? "none: every request is forwarded" : String.join(", ", application.modules())),
                "  Database    " + application.databaseText(),
                "  Try first   curl -i " + rest + "/customers -H 'Content-Type: application/json' \\",
                "                -d '{\"email\": \"ada@example.com\", \"name\": \"Ada Lovelace\"}'");
    }
}
