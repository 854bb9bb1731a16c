package dev.martlet.platform.http.server;

import static dev.martlet.platform.http.server.TestServer.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.platform.core.UnavailableException;
import dev.martlet.platform.core.context.Caller;
import dev.martlet.platform.core.context.Caller.Role;
import dev.martlet.platform.http.Access;
import dev.martlet.platform.http.Request;
import dev.martlet.platform.http.Resource;
import dev.martlet.platform.http.Response;
import dev.martlet.platform.http.problem.Problem;
import dev.martlet.platform.http.problem.ProblemType;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessTest {
    private static final UUID OWN = UUID.fromString("0198a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b");
    private static final UUID OTHER = UUID.fromString("0198a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5c");
    /** Things and whose they are. */
    private static final Map<UUID, UUID> THINGS = Map.of(new UUID(0, 1), OWN, new UUID(0, 2), OTHER);
    private static final AtomicInteger CHANGES = new AtomicInteger();
    private static TestServer server;

    record Thing(UUID id, UUID customerId) {}

    @BeforeAll
    static void start() {
        var own = Access.ownResource("/customerId");
        server = new TestServer(
                AccessTest::caller,
                Resource.at("/anyone").get(Access.anyone(), _ -> done()).action(Access.anyone(), _ -> changed()),
                Resource.at("/staff").get(Access.staff(), _ -> done()).action(Access.staff(), _ -> changed()),
                Resource.at("/things").get(Access.customer(), request -> Response.ok(Map.of("of", request.ownCustomer().map(UUID::toString).orElse("all")))),
                Resource.at("/customers/{id}").get(Access.ownPath("id"), _ -> done()).patch(Access.ownPath("id"), _ -> changed()),
                Resource.at("/things/{id}").get(own, AccessTest::thing).delete(own, _ -> changed()),
                Resource.at("/things/{id}/turn").partOf(AccessTest::thing).action(own, _ -> changed()),
                Resource.at("/things/{id}/events").partOf(AccessTest::thing).stream(own, "text/event-stream", _ -> out -> out.write('x')));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Optional<Caller> caller(List<String> authorization) {
        return authorization.isEmpty() ? Optional.of(Caller.GUEST) : switch (authorization.getFirst()) {
            case "Bearer staff" -> Optional.of(caller(Set.of(Role.STAFF), Optional.empty()));
            case "Bearer customer" -> Optional.of(caller(Set.of(Role.CUSTOMER), Optional.of(OWN)));
            case "Bearer both" -> Optional.of(caller(Set.of(Role.CUSTOMER, Role.STAFF), Optional.of(OWN)));
            case "Bearer unnamed" -> Optional.of(caller(Set.of(Role.CUSTOMER), Optional.empty()));
            case "Bearer nothing" -> Optional.of(caller(Set.of(), Optional.of(OWN)));
            case "Bearer unknown" -> throw new UnavailableException("no key set") { };
            default -> Optional.empty();
        };
    }

    private static Caller caller(Set<Role> roles, Optional<UUID> customer) {
        return Caller.identified("https://issuer.example.com", "ada", roles, customer);
    }

    private static Response thing(Request request) {
        return Optional.ofNullable(THINGS.get(request.id("id")))
                .map(customer -> Response.ok(new Thing(request.id("id"), customer)))
                .orElseGet(() -> Response.of(Problem.of(ProblemType.NOT_FOUND, "There is no thing with this id.")));
    }

    private static Response done() {
        return Response.ok(Map.of());
    }

    private static Response changed() {
        CHANGES.incrementAndGet();
        return Response.noContent();
    }

    private static HttpResponse<String> send(String caller, String method, String path) {
        String[] headers = caller.equals("guest") ? new String[] {} : new String[] {"Authorization", "Bearer " + caller};
        return server.send(method, path, null, headers);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,    /anyone,         200, 200, 200, 200, 200, 200",
        "POST,   /anyone,         204, 204, 204, 204, 204, 204",
        "OPTIONS, /staff,         204, 204, 204, 204, 204, 204",
        "GET,    /staff,          401, 200, 403, 200, 403, 403",
        "HEAD,   /staff,          401, 200, 403, 200, 403, 403",
        "POST,   /staff,          401, 204, 403, 204, 403, 403",
        "PUT,    /staff,          401, 405, 405, 405, 405, 405",
        "GET,    /nowhere,        401, 404, 404, 404, 404, 404",
        "GET,    /things,         401, 200, 200, 200, 403, 403",
        "GET,    /customers/0198a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b, 401, 200, 200, 200, 403, 403",
        "GET,    /customers/0198a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5c, 401, 200, 404, 200, 403, 403",
        "PATCH,  /customers/0198a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5c, 401, 204, 404, 204, 403, 403",
        "GET,    /things/00000000-0000-0000-0000-000000000001, 401, 200, 200, 200, 403, 403",
        "GET,    /things/00000000-0000-0000-0000-000000000002, 401, 200, 404, 200, 403, 403",
        "GET,    /things/00000000-0000-0000-0000-000000000003, 401, 404, 404, 404, 403, 403",
        "DELETE, /things/00000000-0000-0000-0000-000000000001, 401, 204, 204, 204, 403, 403",
        "DELETE, /things/00000000-0000-0000-0000-000000000002, 401, 204, 404, 204, 403, 403",
        "POST,   /things/00000000-0000-0000-0000-000000000001/turn, 401, 204, 204, 204, 403, 403",
        "POST,   /things/00000000-0000-0000-0000-000000000002/turn, 401, 204, 404, 204, 403, 403",
        "GET,    /things/00000000-0000-0000-0000-000000000001/events, 401, 200, 200, 200, 403, 403",
        "GET,    /things/00000000-0000-0000-0000-000000000002/events, 401, 200, 404, 200, 403, 403"
    })
    void eachCallerGetsWhatIsDeclared(String method, String path, int guest, int staff, int customer, int both, int unnamed, int nothing) {
        var expected = Map.of("guest", guest, "staff", staff, "customer", customer, "both", both, "unnamed", unnamed, "nothing", nothing);
        expected.forEach((caller, status) -> assertThat(send(caller, method, path).statusCode()).as(caller).isEqualTo(status));
    }

    @Test
    void aRefusedCallerChangesNothing() {
        int before = CHANGES.get();
        send("customer", "POST", "/staff");
        send("customer", "DELETE", "/things/" + new UUID(0, 2));
        send("guest", "POST", "/things/" + new UUID(0, 1) + "/turn");
        assertThat(CHANGES.get()).isEqualTo(before);
    }

    @Test
    void whatBelongsToAnotherIsAnsweredLikeWhatIsMissing() {
        assertThat(withoutInstance(send("customer", "GET", "/things/" + new UUID(0, 2))))
                .isEqualTo(withoutInstance(send("customer", "GET", "/things/" + new UUID(0, 3))));
        assertThat(withoutInstance(send("customer", "POST", "/things/" + new UUID(0, 2) + "/turn")))
                .isEqualTo(withoutInstance(send("customer", "POST", "/things/" + new UUID(0, 3) + "/turn")));
    }

    private static String withoutInstance(HttpResponse<String> response) {
        assertProblem(response, 404, "not-found");
        return response.body().replaceFirst("urn:uuid:[^\"]+", "");
    }

    @Test
    void aListIsLimitedToTheCustomerOfTheToken() {
        assertThat(TestServer.json(send("customer", "GET", "/things")).path("of").stringValue()).isEqualTo(OWN.toString());
        assertThat(TestServer.json(send("both", "GET", "/things")).path("of").stringValue()).isEqualTo("all");
    }

    @Test
    void aRefusalNamesItsReasonAsRfc6750Says() {
        assertThat(challenge(send("guest", "GET", "/staff"), 401, "unauthenticated")).isEqualTo("Bearer");
        assertThat(challenge(send("forged", "GET", "/staff"), 401, "unauthenticated")).isEqualTo("Bearer error=\"invalid_token\"");
        assertThat(challenge(send("customer", "GET", "/staff"), 403, "forbidden")).isEqualTo("Bearer error=\"insufficient_scope\"");
    }

    private static String challenge(HttpResponse<String> response, int status, String code) {
        assertProblem(response, status, code);
        return response.headers().firstValue("WWW-Authenticate").orElseThrow();
    }

    @Test
    void aTokenThatIsNotValidIsRefusedEverywhere() {
        for (String path : List.of("/anyone", "/nowhere", "/things")) {
            assertProblem(send("forged", "GET", path), 401, "unauthenticated");
        }
        assertProblem(server.get("/anyone?access_token=staff"), 401, "unauthenticated");
        assertProblem(server.get("/anyone?access_token=staff", "Authorization", "Bearer staff"), 401, "unauthenticated");
    }

    @Test
    void aTokenIsRefusedForNowWhileTheKeysAreNotKnown() {
        var response = send("unknown", "GET", "/staff");
        assertProblem(response, 503, "module-unavailable");
        assertThat(response.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void aRefusalComesBeforeTheRequestIsLookedAt() {
        assertProblem(server.send("POST", "/staff", "x".repeat(100), "Content-Type", "text/plain", "Accept", "image/png"), 401, "unauthenticated");
    }

    @Test
    void whereNoTokensAreUsedEverythingIsAllowed() {
        try (var open = new TestServer(Resource.at("/staff").get(Access.staff(), request -> Response.ok(Map.of("owner", request.caller()))))) {
            var response = open.get("/staff", "Authorization", "Bearer forged");
            assertThat(TestServer.json(response).path("owner").stringValue()).isEqualTo("anonymous");
        }
    }
}
