package dev.martlet.bootstrap;

import dev.martlet.bootstrap.console.ConsoleOperations;
import dev.martlet.bootstrap.console.ConsoleRoutes;
import dev.martlet.bootstrap.console.FailedEvents;
import dev.martlet.bootstrap.console.Login;
import dev.martlet.bootstrap.console.ShopProcesses;
import dev.martlet.platform.http.Resource;
import dev.martlet.platform.http.limits.UsedLimit;
import dev.martlet.platform.security.JwtSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The console of this process: its page and data on the management port, and what it answers to the consoles of others. */
final class ConsoleWiring {
    private final ProcessConfig config;
    private final ModuleCalls calls;
    private final ProcessReporter reporter;
    private final ConsoleOperations operations;

    /** @param ports the limits of the process's ports */
    ConsoleWiring(ProcessConfig config, ModuleCalls calls, EventWiring events, Supplier<List<UsedLimit>> ports, MeterRegistry meters) {
        this.config = config;
        this.calls = calls;
        var failed = new FailedEvents(events::deadEvents);
        reporter = new ProcessReporter(config, calls, events, failed, ports, meters);
        operations = new ConsoleOperations(reporter::report, calls.arrows(), failed);
    }

    /** For the internal port. */
    ConsoleOperations operations() {
        return operations;
    }

    /** @param links what the management port has for programs, by name */
    List<Resource> resources(Map<String, String> links) {
        Login login = login();
        var page = new ConsolePage(links, login.issuer().map(URI::create));
        var routes = new ConsoleRoutes(processes(), config.graph().arrows(), config.graph().eventTypes(), login);
        return Stream.concat(page.resources().stream(), routes.resources().stream()).toList();
    }

    private ShopProcesses processes() {
        return new ShopProcesses(
                List.copyOf(config.graph().names()), List.copyOf(config.placement().here()), config.urlsElsewhere(), operations.invoker(), calls::process,
                calls::addresses);
    }

    private Login login() {
        Optional<String> client = config.process().consoleClient().filter(_ -> config.process().jwt().isPresent());
        return new Login(config.process().security().name().toLowerCase(Locale.ROOT), reporter.instance(), reporter.version(),
                client.flatMap(_ -> config.process().jwt()).map(JwtSettings::issuer), client);
    }
}
