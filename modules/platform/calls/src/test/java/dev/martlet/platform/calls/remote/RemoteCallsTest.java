package dev.martlet.platform.calls.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.martlet.platform.calls.Guard;
import dev.martlet.platform.calls.GuardSettings;
import dev.martlet.platform.calls.OutcomeUnknown;
import dev.martlet.platform.calls.invoke.GuardedApi;
import dev.martlet.platform.calls.invoke.Invoker;
import dev.martlet.platform.calls.invoke.LocalInvoker;
import dev.martlet.platform.calls.invoke.Operation;
import dev.martlet.platform.calls.remote.BirdsApi.Fed;
import dev.martlet.platform.calls.remote.BirdsApi.Feed;
import dev.martlet.platform.calls.remote.BirdsApi.Hear;
import dev.martlet.platform.calls.remote.BirdsApi.Heard;
import dev.martlet.platform.core.context.Trace;
import dev.martlet.platform.http.Access;
import dev.martlet.platform.http.Resource;
import dev.martlet.platform.http.Response;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A module in another process, called as if it were here. */
class RemoteCallsTest {
    private static final System.Logger LOG = System.getLogger(RemoteCallsTest.class.getName());
    private static final int CALLERS = 16;
    private static final int CALLS = 20_000;
    private static final int MEASURED = Integer.getInteger("remote.calls", 300);

    private final RemoteClient client = new RemoteClient();

    /** Sings back. */
    private static final class Echo implements BirdsApi {
        @Override
        public Heard hear(Hear request) {
            return new Heard(request.call());
        }

        @Override
        public Fed feed(Feed request) {
            return request.worms() > 0 ? new Fed.Eaten(request.worms()) : new Fed.NotHungry();
        }
    }

    @AfterEach
    void end() {
        client.close();
    }

    @Test
    void everyOutcomeArrivesAsTheValueThatItIs() {
        try (var server = serve(new LocalInvoker(new Echo()))) {
            var birds = api(server.target(client), GuardSettings.DEFAULT);
            assertThat(birds.hear(new Hear("tweet \"\\\u0000é🐦"))).isEqualTo(new Heard("tweet \"\\\u0000é🐦"));
            assertThat(birds.feed(new Feed(UUID.randomUUID(), 3))).isEqualTo(new Fed.Eaten(3));
            assertThat(birds.feed(new Feed(UUID.randomUUID(), 0))).isEqualTo(new Fed.NotHungry());
        }
    }

    /** A connection that the other side has closed since the last call, which only shows once it is used. */
    @Test
    void aStaleConnectionIsSurvivedByWhatBearsRepetition() {
        try (var server = new RawServer((raw, in, out) -> {
            for (int answered = 0; answered < 5; answered++) {
                raw.read(in);
                out.write(RawServer.ok("{\"call\":\"tweet\"}").getBytes(StandardCharsets.US_ASCII));
            }
        })) {
            var birds = api(server.target(client), GuardSettings.DEFAULT);
            for (int call = 0; call < 20; call++) {
                assertThat(birds.hear(new Hear("tweet"))).isEqualTo(new Heard("tweet"));
            }
            assertThat(server.requests()).hasSize(20);
            assertThat(server.connections()).isGreaterThanOrEqualTo(4);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aCallThatWasSentIsRepeatedAsOftenAsTheGuardSaysAndNoMore(int attempts) {
        try (var server = new RawServer((raw, in, _) -> raw.read(in))) {
            var birds = api(server.target(client), attempts(attempts));
            var feed = new Feed(UUID.randomUUID(), 1);
            assertThatExceptionOfType(OutcomeUnknown.class).isThrownBy(() -> birds.feed(feed));
            assertThat(server.requests()).hasSize(attempts).allMatch(request -> request.contains(feed.nest().toString()));
        }
    }

    @Test
    void connectionsAreKept() {
        try (var server = new RawServer((raw, in, out) -> {
            while (true) {
                raw.read(in);
                out.write(RawServer.ok("{\"call\":\"tweet\"}").getBytes(StandardCharsets.US_ASCII));
            }
        })) {
            for (int call = 0; call < 20; call++) {
                server.target(client).call(Birds.HEAR, new Hear("tweet"));
            }
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void theTraceTravels() throws Exception {
        var seen = new CompletableFuture<Trace>();
        Invoker traced = (_, _) -> {
            seen.complete(Trace.current().orElseThrow());
            return new Heard("");
        };
        try (var back = serve(traced);
                var front = Loopback.of(List.of(Resource.at("/birds")
                        .get(Access.anyone(), _ -> Response.ok(back.target(client).call(Birds.HEAR, new Hear("tweet"))))));
                var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(front.base().resolve("/birds"))
                    .header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                    .build();
            assertThat(http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode()).isEqualTo(200);
        }
        assertThat(seen.join().traceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
        assertThat(seen.join().flags()).isEqualTo("01");
    }

    @Test
    void manyCallersEachGetTheirOwnAnswers() throws Exception {
        try (var server = serve(new LocalInvoker(new Echo()))) {
            var birds = api(server.target(client), attempts(1));
            long[] nanos = measure(CALLERS, CALLS / CALLERS, birds);
            assertThat(nanos).hasSize(CALLS);
        }
    }

    /**
     * Figures for the log; the bounds are for machines that have a lot else to do. {@code -Dremote.calls=20000} measures, and first warms up,
     * long enough to tell what a call costs once everything is compiled.
     */
    @Test
    void aRemoteCallCostsLittle() throws Exception {
        try (var server = serve(new LocalInvoker(new Echo()))) {
            var birds = api(server.target(client), attempts(1));
            measure(CALLERS, MEASURED, birds);
            long[] one = measure(1, 5 * MEASURED, birds);
            long[] many = measure(CALLERS, MEASURED, birds);
            LOG.log(System.Logger.Level.INFO, "a remote call: 1 caller p50 {0} us, p99 {1} us; {2} callers p50 {3} us, p99 {4} us",
                    micros(one, 50), micros(one, 99), CALLERS, micros(many, 50), micros(many, 99));
            assertThat(micros(one, 50)).isLessThan(10_000);
            assertThat(micros(many, 99)).isLessThan(500_000);
        }
    }

    /** @return how long each call took, sorted */
    private static long[] measure(int callers, int calls, BirdsApi birds) throws Exception {
        var parts = new ArrayList<Future<long[]>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int caller = 0; caller < callers; caller++) {
                int number = caller;
                parts.add(threads.submit(() -> calls(number, calls, birds)));
            }
        }
        var all = new long[callers * calls];
        for (int part = 0; part < callers; part++) {
            System.arraycopy(parts.get(part).get(), 0, all, part * calls, calls);
        }
        Arrays.sort(all);
        return all;
    }

    private static long[] calls(int caller, int calls, BirdsApi birds) {
        var nanos = new long[calls];
        for (int call = 0; call < calls; call++) {
            String text = caller + "/" + call;
            long begin = System.nanoTime();
            String answer = birds.hear(new Hear(text)).call();
            nanos[call] = System.nanoTime() - begin;
            if (!answer.equals(text)) {
                throw new AssertionError(text + " was answered by " + answer);
            }
        }
        return nanos;
    }

    private static long micros(long[] sorted, int percent) {
        return sorted[sorted.length * percent / 100] / 1000;
    }

    private static Loopback serve(Invoker target) {
        return Loopback.of(InternalResources.of(Operation.of(BirdsApi.class), target, Loopback.contracts(Map.of())));
    }

    private static BirdsApi api(Invoker target, GuardSettings settings) {
        return GuardedApi.of(BirdsApi.class, new Guard("birds", settings, new SimpleMeterRegistry()), target);
    }

    private static GuardSettings attempts(int attempts) {
        return new GuardSettings(Duration.ofSeconds(10), 128, Duration.ZERO, 50, 50, 50, Duration.ofSeconds(2), 5, attempts, Duration.ofMillis(1));
    }
}
