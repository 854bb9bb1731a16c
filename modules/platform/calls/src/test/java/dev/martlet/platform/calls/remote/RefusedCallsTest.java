package dev.martlet.platform.calls.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.martlet.platform.calls.CallFailure;
import dev.martlet.platform.calls.CallRejected;
import dev.martlet.platform.calls.OutcomeUnknown;
import dev.martlet.platform.calls.invoke.Invoker;
import dev.martlet.platform.calls.invoke.LocalInvoker;
import dev.martlet.platform.calls.invoke.Operation;
import dev.martlet.platform.calls.remote.BirdsApi.Fed;
import dev.martlet.platform.calls.remote.BirdsApi.Feed;
import dev.martlet.platform.calls.remote.BirdsApi.Hear;
import dev.martlet.platform.calls.remote.BirdsApi.Heard;
import dev.martlet.platform.core.work.Deadline;
import dev.martlet.platform.http.server.HttpSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a real callee refuses before it begins did not happen; what goes wrong later may have. */
class RefusedCallsTest {
    private static final Hear TWEET = new Hear("tweet");

    private final RemoteClient client = new RemoteClient();
    private final AtomicInteger calls = new AtomicInteger();

    /** Counts calls, and fails as the request says. */
    private final class Nest implements BirdsApi {
        @Override
        public Heard hear(Hear request) {
            calls.incrementAndGet();
            return switch (request.call()) {
                case "bug" -> throw new IllegalStateException("a bug");
                case "error" -> throw new StackOverflowError();
                case "refused" -> throw new CallRejected("something that it needs refused");
                default -> new Heard(request.call());
            };
        }

        @Override
        public Fed feed(Feed request) {
            calls.incrementAndGet();
            return new Fed.Eaten(request.worms());
        }
    }

    @AfterEach
    void end() {
        client.close();
    }

    @Test
    void whoDoesNotShowTheSecretIsRefused() {
        var resources = InternalResources.of(Operation.of(BirdsApi.class), new LocalInvoker(new Nest()), Loopback.contracts(Map.of()));
        try (var server = new Loopback((routing, listeners) -> {
            routing.addFilter(new InternalAccess(InternalSecrets.of("new, secret")));
            listeners.register(routing, resources);
        })) {
            assertRefused(() -> server.target(client).call(Birds.HEAR, TWEET));
            for (String secret : List.of("secret", "new")) {
                var knowing = new RemoteInvoker(client, server.base(), InternalSecrets.of(secret), Loopback.contracts(Map.of()));
                assertThat(knowing.call(Birds.HEAR, TWEET)).isEqualTo(new Heard("tweet"));
            }
            calls.set(0);
            var guessing = new RemoteInvoker(client, server.base(), InternalSecrets.of("newsecret"), Loopback.contracts(Map.of()));
            assertRefused(() -> guessing.call(Birds.HEAR, TWEET));
        }
    }

    @Test
    void anErrorInTheSameProcessLooksLikeOneInAnother() {
        var here = new LocalInvoker(new Nest());
        assertThatExceptionOfType(OutcomeUnknown.class).isThrownBy(() -> here.call(Birds.HEAR, new Hear("error")));
    }

    @Test
    void anOperationThatIsNotThereIsRefused() {
        try (var server = serve(HttpSettings.DEFAULT, List.of(Birds.HEAR))) {
            assertRefused(() -> server.target(client).call(Birds.FEED, new Feed(UUID.randomUUID(), 3)));
        }
    }

    @Test
    void aCallWhoseTimeIsOverWhenItArrivesIsRefused() throws Exception {
        try (var server = serve(HttpSettings.DEFAULT, List.of(Birds.HEAR))) {
            var answer = post(server.base(), "{\"call\":\"tweet\"}", "Martlet-Timeout-Ms", "0");
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            assertRefused(() -> asAnswered(answer));
        }
    }

    @ParameterizedTest
    @CsvSource({"-1, 503", "9223372036854775807, 200", "soon, 400", "1e3, 400"})
    void aTimeIsAWholeNumberOfMilliseconds(String millis, int status) throws Exception {
        try (var server = serve(HttpSettings.DEFAULT, List.of(Birds.HEAR))) {
            assertThat(post(server.base(), "{\"call\":\"tweet\"}", "Martlet-Timeout-Ms", millis).statusCode()).isEqualTo(status);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "null | 400", "[] | 400", "{ | 400", "\"tweet\" | 400", "{\"call\":{}} | 400",
        "{\"call\":\"tweet\",\"new\":[1]} | 200"})
    void whatIsNotUnderstoodIsRefused(String body, int status) throws Exception {
        try (var server = serve(HttpSettings.DEFAULT, List.of(Birds.HEAR))) {
            assertThat(post(server.base(), body, "Martlet-Timeout-Ms", "1000").statusCode()).isEqualTo(status);
            assertThat(calls).hasValue(status == 200 ? 1 : 0);
        }
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() throws Exception {
        try (var server = serve(HttpSettings.DEFAULT, List.of(Birds.HEAR))) {
            String large = "{\"call\":\"" + "x".repeat(1024 * 1024) + "\"}";
            assertThat(post(server.base(), large, "Martlet-Timeout-Ms", "1000").statusCode()).isEqualTo(413);
            assertThat(calls).hasValue(0);
        }
    }

    @Test
    void aCalleeThatHasTooMuchToDoRefuses() {
        var begun = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        Invoker slow = (_, _) -> {
            begun.countDown();
            await(end);
            return new Heard("tweet");
        };
        var one = new HttpSettings(1, 1, 100, Duration.ofSeconds(10), Duration.ofSeconds(10));
        try (var server = new Loopback(one, (routing, listeners) ->
                listeners.register(routing, InternalResources.of(List.of(Birds.HEAR), slow, Loopback.contracts(Map.of()))))) {
            var first = CompletableFuture.supplyAsync(() -> server.target(client).call(Birds.HEAR, TWEET));
            await(begun);
            assertRefused(() -> server.target(client).call(Birds.HEAR, TWEET));
            end.countDown();
            assertThat(first.join()).isEqualTo(new Heard("tweet"));
        }
    }

    @ParameterizedTest
    @CsvSource({"bug", "refused"})
    void whatGoesWrongInTheCalleeLeavesItOpen(String call) {
        try (var server = serve(HttpSettings.DEFAULT, List.of(Birds.HEAR))) {
            assertThatExceptionOfType(OutcomeUnknown.class).isThrownBy(() -> server.target(client).call(Birds.HEAR, new Hear(call)));
            assertThat(calls).hasValue(1);
        }
    }

    /** Its time counts from the moment at which its callers stop waiting, not from when it has some. */
    @Test
    void theTimeThatIsLeftTravels() {
        var left = new CompletableFuture<Duration>();
        Invoker target = (_, _) -> {
            left.complete(Deadline.remaining());
            return new Heard("");
        };
        try (var server = Loopback.of(InternalResources.of(List.of(Birds.HEAR), target, Loopback.contracts(Map.of())))) {
            Deadline.within(Duration.ofSeconds(4), () -> server.target(client).call(Birds.HEAR, TWEET));
            assertThat(left.join()).isPositive().isLessThanOrEqualTo(Duration.ofSeconds(4));
        }
    }

    @Test
    void theCalleeStopsForACallerThatHasGone() throws Exception {
        var stopped = new CompletableFuture<Boolean>();
        var gone = new CountDownLatch(1);
        Invoker target = (_, _) -> {
            await(new CountDownLatch(1), Deadline.remaining());
            stopped.complete(Deadline.isOver());
            await(gone, Duration.ofSeconds(5));
            return new Heard("");
        };
        try (var server = Loopback.of(InternalResources.of(List.of(Birds.HEAR), target, Loopback.contracts(Map.of())))) {
            assertThatExceptionOfType(OutcomeUnknown.class)
                    .isThrownBy(() -> Deadline.within(Duration.ofMillis(200), () -> server.target(client).call(Birds.HEAR, TWEET)));
            assertThat(stopped.get(5, TimeUnit.SECONDS)).isTrue();
            gone.countDown();
        }
    }

    private Loopback serve(HttpSettings settings, List<Operation> operations) {
        return new Loopback(settings, (routing, listeners) ->
                listeners.register(routing, InternalResources.of(operations, new LocalInvoker(new Nest()), Loopback.contracts(Map.of()))));
    }

    /** As a caller that gets this very answer. */
    private Object asAnswered(HttpResponse<String> answer) {
        String head = "HTTP/1.1 " + answer.statusCode() + " So\r\nContent-Length: " + answer.body().length() + "\r\n\r\n";
        try (var server = RawServer.answering(head + answer.body())) {
            return server.target(client).call(Birds.HEAR, TWEET);
        }
    }

    private void assertRefused(Runnable call) {
        assertThatExceptionOfType(CallFailure.class).isThrownBy(call::run).isNotInstanceOf(OutcomeUnknown.class);
        assertThat(calls).hasValue(0);
    }

    private static HttpResponse<String> post(URI base, String body, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(base.resolve("/internal/birds/hear"))
                .headers(headers)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private static void await(CountDownLatch latch) {
        await(latch, Duration.ofSeconds(10));
    }

    private static void await(CountDownLatch latch, Duration time) {
        try {
            latch.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}
