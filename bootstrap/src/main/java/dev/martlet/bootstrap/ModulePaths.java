package dev.martlet.bootstrap;

import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;

/** A module's name is the first segment of all its public paths. */
final class ModulePaths {
    private ModulePaths() {}

    static void any(String module, HttpRouting.Builder routing, Handler handler) {
        routing.any("/" + module, handler).any("/" + module + "/*", handler);
    }
}
