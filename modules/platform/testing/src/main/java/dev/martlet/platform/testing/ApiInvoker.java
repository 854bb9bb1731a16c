package dev.martlet.platform.testing;

import dev.martlet.platform.calls.Api;
import dev.martlet.platform.calls.Guard;
import dev.martlet.platform.calls.GuardSettings;
import dev.martlet.platform.calls.contract.Contracts;
import dev.martlet.platform.calls.invoke.GuardedApi;
import dev.martlet.platform.calls.invoke.Invoker;
import dev.martlet.platform.calls.invoke.LocalInvoker;
import dev.martlet.platform.calls.invoke.Operation;
import dev.martlet.platform.calls.invoke.RehearsalInvoker;
import dev.martlet.platform.calls.remote.InternalResources;
import dev.martlet.platform.calls.remote.RemoteClient;
import dev.martlet.platform.calls.remote.InternalSecrets;
import dev.martlet.platform.calls.remote.RemoteInvoker;
import dev.martlet.platform.http.server.HttpListeners;
import dev.martlet.platform.http.server.HttpSettings;
import io.helidon.webserver.WebServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A module's API as another module is given it: behind a guard, and wherever the module may run. */
final class ApiInvoker implements AutoCloseable {
    /** Like the default, but for machines that have a lot else to do. */
    private static final GuardSettings LENIENT =
            new GuardSettings(Duration.ofSeconds(20), 128, Duration.ZERO, 50, 10, 50, Duration.ofSeconds(2), 5, 2, Duration.ofMillis(50));

    private final Invoker local;
    private final RemoteClient client = new RemoteClient();
    private final List<Operation> operations;
    private final Contracts contracts;
    private Optional<WebServer> server = Optional.empty();

    ApiInvoker(Class<?> api, Object implementation) {
        local = new LocalInvoker(implementation);
        operations = Operation.of(api);
        contracts = Contracts.of(List.of(api.getAnnotation(Api.class).module()), new SimpleMeterRegistry());
    }

    <A> A as(Class<A> api, Placement form) {
        var guard = new Guard(api.getAnnotation(Api.class).module(), LENIENT, new SimpleMeterRegistry());
        return GuardedApi.of(api, guard, switch (form) {
            case LOCAL -> local;
            case REMOTE -> remote();
            case REHEARSAL -> new RehearsalInvoker(local);
        });
    }

    @Override
    public synchronized void close() {
        client.close();
        server.ifPresent(WebServer::stop);
    }

    private synchronized Invoker remote() {
        if (server.isEmpty()) {
            server = Optional.of(serve());
        }
        return new RemoteInvoker(client, URI.create("http://127.0.0.1:" + server.get().port()), InternalSecrets.NONE, contracts);
    }

    /** As the internal port of another process would be. */
    private WebServer serve() {
        var listeners = new HttpListeners(HttpSettings.DEFAULT, new SimpleMeterRegistry());
        var socket = WebServer.builder().host("127.0.0.1").port(0).shutdownHook(false);
        listeners.configureInternal(socket, routing -> listeners.register(routing, InternalResources.of(operations, local, contracts)));
        return socket.build().start();
    }
}
