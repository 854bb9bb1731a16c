package dev.martlet.kernel.testing;

import dev.martlet.kernel.call.Guard;
import dev.martlet.kernel.call.GuardSettings;
import dev.martlet.kernel.call.GuardedApi;
import dev.martlet.kernel.call.LocalTarget;
import dev.martlet.kernel.call.Operation;
import dev.martlet.kernel.call.Target;
import dev.martlet.kernel.contract.Contracts;
import dev.martlet.kernel.http.HttpListeners;
import dev.martlet.kernel.http.HttpSettings;
import dev.martlet.kernel.module.Api;
import dev.martlet.kernel.remote.InternalResources;
import dev.martlet.kernel.remote.RehearsalTarget;
import dev.martlet.kernel.remote.RemoteClient;
import dev.martlet.kernel.remote.RemoteTarget;
import io.helidon.webserver.WebServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A module's API as another module is given it: behind a guard, and wherever the module may run. */
final class Calling implements AutoCloseable {
    /** Like the default, but for machines that have a lot else to do. */
    private static final GuardSettings PATIENT =
            new GuardSettings(Duration.ofSeconds(20), 128, Duration.ZERO, 50, 10, 50, Duration.ofSeconds(2), 5, 2, Duration.ofMillis(50));

    private final Target local;
    private final RemoteClient client = new RemoteClient();
    private final List<Operation> operations;
    private final Contracts contracts;
    private Optional<WebServer> server = Optional.empty();

    Calling(Class<?> api, Object implementation) {
        local = new LocalTarget(implementation);
        operations = Operation.of(api);
        contracts = Contracts.of(List.of(api.getAnnotation(Api.class).module()), new SimpleMeterRegistry());
    }

    <A> A as(Class<A> api, Form form) {
        var guard = new Guard(api.getAnnotation(Api.class).module(), PATIENT, new SimpleMeterRegistry());
        return GuardedApi.of(api, guard, switch (form) {
            case LOCAL -> local;
            case REMOTE -> remote();
            case REHEARSAL -> new RehearsalTarget(local);
        });
    }

    @Override
    public synchronized void close() {
        client.close();
        server.ifPresent(WebServer::stop);
    }

    private synchronized Target remote() {
        if (server.isEmpty()) {
            server = Optional.of(serve());
        }
        return new RemoteTarget(client, URI.create("http://127.0.0.1:" + server.get().port()), Optional.empty(), contracts);
    }

    /** As the internal port of another process would be. */
    private WebServer serve() {
        var listeners = new HttpListeners(HttpSettings.DEFAULT, new SimpleMeterRegistry());
        var socket = WebServer.builder().host("127.0.0.1").port(0).shutdownHook(false);
        listeners.configureInternal(socket, routing -> listeners.register(routing, InternalResources.of(operations, local, contracts)));
        return socket.build().start();
    }
}
