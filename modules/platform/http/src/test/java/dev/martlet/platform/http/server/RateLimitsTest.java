package dev.martlet.platform.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.platform.core.context.Caller;
import dev.martlet.platform.core.settings.ConfigErrors;
import dev.martlet.platform.core.settings.Settings;
import dev.martlet.platform.http.Access;
import dev.martlet.platform.http.Resource;
import dev.martlet.platform.http.Response;
import dev.martlet.platform.http.limits.RateLimitSettings;
import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RateLimitsTest {
    private static final Map<String, String> FIVE = Map.of("limits.requests.rate", "1", "limits.requests.burst", "5", "server.proxies.trusted", "127.0.0.1");

    private Optional<TestServer> server = Optional.empty();

    @AfterEach
    void close() {
        server.ifPresent(TestServer::close);
    }

    @Test
    void whoSendsTooManyIsToldWhenToComeBack() {
        start(Authenticator.NONE, FIVE);
        assertThat(statuses(5, "GET")).containsOnly(200);

        HttpResponse<String> refused = IntStream.range(0, 7).mapToObj(_ -> send("GET")).filter(answer -> answer.statusCode() != 200).findFirst().orElseThrow();

        TestServer.assertProblem(refused, 429, "too-many-requests");
        assertThat(refused.headers().firstValue("Retry-After")).contains("1");
        assertThat(refused.headers().firstValue("Cache-Control")).contains("no-store");
    }

    @Test
    void withoutARateThereIsNoLimit() {
        start(Authenticator.NONE, Map.of());
        assertThat(statuses(200, "GET")).containsOnly(200);
        assertThat(statuses(50, "POST")).containsOnly(200);
    }

    @Test
    void addressesBehindATrustedProxyAreCountedByThemselves() {
        start(Authenticator.NONE, FIVE);
        assertThat(statuses(12, "GET", "X-Forwarded-For", "198.51.100.1")).startsWith(200, 200, 200, 200, 200).contains(429);
        assertThat(statuses(12, "GET", "X-Forwarded-For", "198.51.100.1, 198.51.100.2")).startsWith(200, 200, 200, 200, 200).contains(429);
        assertThat(statuses(5, "GET", "X-Forwarded-For", "1.2.3.4, 198.51.100.1")).as("what the client wrote itself").contains(429);
    }

    @Test
    void anAddressThatIsNotTrustedCannotNameAnother() {
        start(Authenticator.NONE, Map.of("limits.requests.rate", "1", "limits.requests.burst", "5"));
        assertThat(IntStream.range(0, 12).mapToObj(n -> send("GET", "X-Forwarded-For", "198.51.100." + n).statusCode())).contains(429);
    }

    @Test
    void aTokenCountsForItsSubjectWhereverItIsSentFrom() {
        start(this::subject, FIVE);
        assertThat(statuses(3, "GET", "Authorization", "ada", "X-Forwarded-For", "198.51.100.1")).containsOnly(200);
        assertThat(statuses(9, "GET", "Authorization", "ada", "X-Forwarded-For", "198.51.100.2")).contains(429);
        assertThat(statuses(5, "GET", "Authorization", "grace", "X-Forwarded-For", "198.51.100.1")).containsOnly(200);
        assertThat(statuses(5, "GET", "X-Forwarded-For", "198.51.100.1")).as("without a token").containsOnly(200);
    }

    @Test
    void whatIsNoValidTokenCountsForItsAddressAndForNoSubject() {
        start(this::subject, FIVE);
        assertThat(statuses(50, "GET", "Authorization", "bad").stream().distinct()).containsExactly(401, 429);
        assertThat(statuses(5, "GET", "Authorization", "ada")).as("a valid token from the same address").containsOnly(200);
        assertThat(statuses(5, "GET").stream().distinct()).as("without a token, from the same address").contains(429);
    }

    /** Such as Basic: no token is known of it. */
    @Test
    void whoShowsSomethingOtherThanATokenCountsByAddress() {
        start(_ -> Optional.of(Caller.GUEST), FIVE);
        assertThat(statuses(50, "GET", "Authorization", "Basic YWRhOmFkYQ==").stream().distinct()).containsExactly(200, 429);
    }

    @Test
    void changesByGuestsHaveALimitOfTheirOwn() {
        start(this::subject, Map.of("limits.guests.burst", "2"));
        assertThat(statuses(3, "POST")).containsExactly(200, 200, 429);
        assertThat(Integer.parseInt(send("POST").headers().firstValue("Retry-After").orElseThrow())).isBetween(1, 6);
        assertThat(statuses(50, "GET")).containsOnly(200);
        assertThat(statuses(50, "POST", "Authorization", "ada")).containsOnly(200);
    }

    @Test
    void whatAGuestMayNotDoCountsNothing() {
        start(this::subject, Map.of("limits.guests.burst", "2"));
        assertThat(IntStream.range(0, 50).mapToObj(_ -> server.orElseThrow().send("POST", "/nests", null).statusCode())).containsOnly(401);
        assertThat(statuses(2, "POST")).containsOnly(200);
    }

    private Optional<Caller> subject(List<String> authorization) {
        if (authorization.isEmpty()) {
            return Optional.of(Caller.GUEST);
        }
        return Optional.of(authorization.getFirst())
                .filter(token -> !token.equals("bad"))
                .map(token -> Caller.identified("issuer", token, Set.of(), Optional.empty()));
    }

    private void start(Authenticator authenticator, Map<String, String> settings) {
        var faults = new ConfigErrors();
        var limits = RateLimitSettings.from(Settings.root(Config.just(ConfigSources.create(new HashMap<>(settings))), faults));
        assertThat(faults.isEmpty()).isTrue();
        server = Optional.of(new TestServer(
                authenticator,
                limits,
                Resource.at("/nests").action(Access.staff(), _ -> Response.ok(Map.of())),
                Resource.at("/birds")
                        .get(Access.anyone(), _ -> Response.ok(Map.of()))
                        .action(Access.anyone(), _ -> Response.ok(Map.of()))));
    }

    private List<Integer> statuses(int requests, String method, String... headers) {
        return IntStream.range(0, requests).mapToObj(_ -> send(method, headers).statusCode()).toList();
    }

    private HttpResponse<String> send(String method, String... headers) {
        return server.orElseThrow().send(method, "/birds", null, headers);
    }
}
