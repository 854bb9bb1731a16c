package dev.martlet.platform.calls.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.martlet.platform.calls.CallFailure;
import dev.martlet.platform.calls.CallInvalid;
import dev.martlet.platform.calls.CallRejected;
import dev.martlet.platform.calls.CalleeUnreachable;
import dev.martlet.platform.calls.Guard;
import dev.martlet.platform.calls.GuardSettings;
import dev.martlet.platform.calls.OutcomeUnknown;
import dev.martlet.platform.calls.remote.BirdsApi.Hear;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the guard of a remote module counts as a failure of that module, and what it repeats. */
class GuardedCallsTest {
    private static final int CALLS = 20;
    private static final GuardSettings SETTINGS = new GuardSettings(
            Duration.ofSeconds(5), 128, Duration.ZERO, 10, 10, 50, Duration.ofMinutes(1), 1, 2, Duration.ofMillis(1));

    private final RemoteClient client = new RemoteClient();
    private final Guard guard = new Guard("birds", SETTINGS, new SimpleMeterRegistry());

    @AfterEach
    void end() {
        client.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 405, 406, 409, 413, 415, 421, 422, 431})
    void aFaultOfTheCallerIsNeitherRepeatedNorCounted(int status) {
        try (var server = RawServer.answering(problem(status, "some-code"))) {
            for (int call = 0; call < CALLS; call++) {
                assertThatExceptionOfType(CallInvalid.class).isThrownBy(() -> call(server)).withMessageContaining(String.valueOf(status));
            }
            assertThat(server.requests()).hasSize(CALLS);
            assertThat(guard.state()).isEqualTo("closed");
        }
    }

    @ParameterizedTest
    @CsvSource({"408, request-timeout", "429, too-many-requests", "503, overloaded"})
    void aRefusalBecauseTheCalleeIsBusyIsRepeatedAndCounted(int status, String code) {
        try (var server = RawServer.answering(problem(status, code))) {
            assertThatExceptionOfType(CalleeUnreachable.class).isThrownBy(() -> call(server));
            assertThat(server.requests()).hasSize(2);
            untilOpen(server);
        }
    }

    @Test
    void aFailureInsideTheCalleeIsCounted() {
        try (var server = RawServer.answering(problem(500, "internal-error"))) {
            assertThatExceptionOfType(OutcomeUnknown.class).isThrownBy(() -> call(server));
            untilOpen(server);
        }
    }

    @Test
    void aRequestThatIsTooLargeToBeSentSaysNothingAboutTheCallee() {
        var probed = new Guard("birds", new GuardSettings(
                Duration.ofSeconds(5), 128, Duration.ZERO, 10, 10, 50, Duration.ofMillis(100), 1, 1, Duration.ofMillis(1)), new SimpleMeterRegistry());
        try (var server = RawServer.answering(problem(503, "overloaded"))) {
            for (int call = 0; call < SETTINGS.minimum(); call++) {
                assertThatExceptionOfType(CalleeUnreachable.class)
                        .isThrownBy(() -> probed.call(() -> server.target(client).call(Birds.HEAR, new Hear("tweet"))));
            }
            assertThat(probed.state()).isEqualTo("open");
            await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThatExceptionOfType(CallRejected.class)
                    .isThrownBy(() -> probed.call(() -> server.target(client).call(Birds.HEAR, new Hear("x".repeat(1024 * 1024)))))
                    .withMessageContaining("bytes"));
            assertThat(probed.state()).isNotEqualTo("closed");
        }
    }

    private void untilOpen(RawServer server) {
        for (int call = 0; call < SETTINGS.minimum(); call++) {
            try {
                call(server);
            } catch (CallFailure _) {
                // counted
            }
        }
        assertThat(guard.state()).isEqualTo("open");
    }

    private Object call(RawServer server) {
        return guard.call(() -> server.target(client).call(Birds.HEAR, new Hear("tweet")));
    }

    private static String problem(int status, String code) {
        String body = "{\"code\":\"" + code + "\"}";
        return "HTTP/1.1 " + status + " So\r\nConnection: close\r\nContent-Type: application/problem+json\r\nContent-Length: " + body.length()
                + "\r\n\r\n" + body;
    }
}
