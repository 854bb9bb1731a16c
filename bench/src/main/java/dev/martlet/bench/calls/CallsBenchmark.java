package dev.martlet.bench.calls;

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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One call to another module, in each of the ways that it may take. JMH requires that it is neither final nor package-private. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CallsBenchmark {
    /** How the call is made. */
    public enum Way {
        /** A call of the interface's implementation, without anything between. */
        PLAIN,
        /** In the same process, behind the guard. */
        LOCAL,
        /** In the same process, behind the guard, through the JSON of a remote call. */
        REHEARSED,
        /** Over HTTP on loopback, behind the guard. */
        REMOTE
    }

    /** All of them. */
    @Param
    public Way way;

    private final Echo implementation = question -> new Echo.Answer(question.number());
    private final RemoteClient client = new RemoteClient();
    private Optional<WebServer> server = Optional.empty();
    private Echo called;
    private long number;

    /** Starts the server of a remote call. */
    @Setup
    public void start() {
        Invoker local = new LocalInvoker(implementation);
        called = switch (way) {
            case PLAIN -> implementation;
            case LOCAL -> guarded(local);
            case REHEARSED -> guarded(new RehearsalInvoker(local));
            case REMOTE -> guarded(remote(local));
        };
    }

    /** Stops it. */
    @TearDown
    public void stop() {
        client.close();
        server.ifPresent(WebServer::stop);
    }

    /** @return so that the call is not optimised away */
    @Benchmark
    public Echo.Answer call() {
        return called.ask(new Echo.Question(number++));
    }

    private static Echo guarded(Invoker invoker) {
        return GuardedApi.of(Echo.class, new Guard("echo", GuardSettings.DEFAULT, new SimpleMeterRegistry()), invoker);
    }

    private Invoker remote(Invoker local) {
        Contracts contracts = Contracts.of(List.of("echo"), new SimpleMeterRegistry());
        var listeners = new HttpListeners(HttpSettings.DEFAULT, new SimpleMeterRegistry());
        var socket = WebServer.builder().host("127.0.0.1").port(0).shutdownHook(false);
        listeners.configureInternal(socket, routing -> listeners.register(routing, InternalResources.of(Operation.of(Echo.class), local, contracts)));
        server = Optional.of(socket.build().start());
        return new RemoteInvoker(client, URI.create("http://127.0.0.1:" + server.get().port()), InternalSecrets.NONE, contracts);
    }
}
