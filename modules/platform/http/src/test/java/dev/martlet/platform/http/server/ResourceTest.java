package dev.martlet.platform.http.server;

import static dev.martlet.platform.http.server.TestServer.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.martlet.platform.core.UnavailableException;
import dev.martlet.platform.core.Money;
import dev.martlet.platform.http.Access;
import dev.martlet.platform.http.Request;
import dev.martlet.platform.http.Resource;
import dev.martlet.platform.http.Response;
import dev.martlet.platform.http.StreamHandler;
import dev.martlet.platform.http.Validated;
import dev.martlet.platform.http.problem.Problem;
import dev.martlet.platform.http.problem.ProblemException;
import dev.martlet.platform.http.problem.ProblemType;
import dev.martlet.platform.http.problem.Violations;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ResourceTest {
    private static final String ID = "0198a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b";
    private static TestServer server;

    record View(String id, String name, Money price, Optional<String> note) {}

    record Line(UUID productId, int quantity) {}

    enum Kind { CARD, CREDIT }

    record Body(String name, Money price, Kind kind, List<Line> lines, Boolean flag, Optional<String> note) implements Validated {
        @Override
        public void check(Violations violations) {
            violations.text("/name", name, 1, 20);
            violations.required("/price", price);
        }
    }

    record Change(String name, Money price, Optional<String> note) implements Validated {
        @Override
        public void check(Violations violations) {
            violations.text("/name", name, 1, 20);
            violations.required("/price", price);
        }
    }

    @BeforeAll
    static void start() {
        server = new TestServer(
                Resource.at("/things")
                        .get(Access.anyone(), ResourceTest::list)
                        .post(Access.anyone(), request -> Response.created("/things/" + ID, request.body(Body.class))),
                Resource.at("/things/{id}")
                        .get(Access.anyone(), request -> Response.ok(view(request.id("id").toString())))
                        .patch(Access.anyone(), ResourceTest::patch)
                        .delete(Access.anyone(), _ -> Response.noContent()),
                Resource.at("/failures/{kind}").get(Access.anyone(), ResourceTest::failure),
                Resource.at("/streams/{count}").stream(Access.anyone(), "text/event-stream", ResourceTest::open));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Response list(Request request) {
        Optional<UUID> owner = request.queryId("owner");
        var page = request.page();
        var rows = new ArrayList<UUID>();
        for (int i = 0; i < page.fetch(); i++) {
            rows.add(new UUID(0, i));
        }
        return Response.ok(page.page(rows, row -> row, row -> Map.of("id", row, "owner", owner.toString())));
    }

    private static View view(String id) {
        return new View(id, "Füller", Money.of(1999, "EUR"), Optional.empty());
    }

    private static Response patch(Request request) {
        View current = view(request.id("id").toString());
        var changed = request.mergePatch().apply(current, new Change(current.name(), current.price(), current.note()));
        return Response.ok(new View(current.id(), changed.name(), changed.price(), changed.note()));
    }

    private static Response failure(Request request) {
        return switch (request.raw().path().pathParameters().get("kind")) {
            case "bug" -> throw new IllegalStateException("select secret from dev.martlet.Secret");
            case "database" -> throw new UnavailableException("no connection", new IOException()) { };
            case "call" -> throw new UnavailableException("open") { };
            case "problem" -> Response.of(Problem.of(new ProblemType("email-taken", 409, "Taken"), "It is taken.").with("orderId", ID));
            case String other -> throw new ProblemException(Problem.of(ProblemType.NOT_FOUND, other));
        };
    }

    private static StreamHandler.Body open(Request request) {
        int count = Integer.parseInt(request.raw().path().pathParameters().get("count"));
        if (count == 0) {
            throw new ProblemException(Problem.of(ProblemType.NOT_FOUND, "none"));
        }
        return out -> {
            if (count > 100) {
                out.write("data: 0\n\n".getBytes(StandardCharsets.UTF_8));
                out.flush();
                throw new IllegalStateException("broken");
            }
            for (int i = 0; i < count; i++) {
                out.write(("data: " + i + "\n\n").getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        };
    }

    @Test
    void aResourceIsGivenWithAnEtagAndNotAgainIfTheClientHasIt() {
        var first = server.get("/things/" + ID);
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(first.headers().firstValue("Cache-Control")).contains("no-cache");
        String tag = first.headers().firstValue("ETag").orElseThrow();
        assertThat(tag).matches("\"[A-Za-z0-9_-]{22}\"");
        for (String has : List.of(tag, "W/" + tag, "\"x\", " + tag, "*")) {
            var second = server.get("/things/" + ID, "If-None-Match", has);
            assertThat(second.statusCode()).as(has).isEqualTo(304);
            assertThat(second.body()).isEmpty();
            assertThat(second.headers().firstValue("ETag")).contains(tag);
        }
        assertThat(server.get("/things/" + ID, "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
    }

    @Test
    void headIsGetWithoutItsBody() {
        var get = server.get("/things/" + ID);
        var head = server.send("HEAD", "/things/" + ID, null);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValue("ETag")).isEqualTo(get.headers().firstValue("ETag"));
        assertThat(head.headers().firstValue("Content-Length")).isEqualTo(get.headers().firstValue("Content-Length"));
        assertThat(server.get("/things/" + ID).statusCode()).isEqualTo(200);
    }

    @Test
    void methodsThatAResourceDoesNotHaveAreRefusedWithThoseItHas() {
        var put = server.send("PUT", "/things/" + ID, "{}", "Content-Type", "application/json");
        assertProblem(put, 405, "method-not-allowed");
        assertThat(put.headers().firstValue("Allow").orElseThrow().split(", "))
                .containsExactlyInAnyOrder("GET", "HEAD", "PATCH", "DELETE", "OPTIONS");
        assertProblem(server.send("BREW", "/things", null), 405, "method-not-allowed");
        var options = server.send("OPTIONS", "/things", null);
        assertThat(options.statusCode()).isEqualTo(204);
        assertThat(options.headers().firstValue("Allow").orElseThrow().split(", ")).containsExactlyInAnyOrder("GET", "HEAD", "POST", "OPTIONS");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "*/*", "*", "*; q=.2", "text/html, image/gif, *; q=.2, */*; q=.2", "application/json;charset=utf-8", "application/*", "application/json",
        "application/JSON; q=0.5", "text/html, */*;q=0.1", "text/html, application/json"
    })
    void whatTheClientAcceptsIsGiven(String accept) {
        assertThat(server.get("/things/" + ID, "Accept", accept).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/json;q=0", "*;q=0", "application/xml, text/*", "*/*;q=0.0", "application/json;q=0, */*"})
    void whatTheClientDoesNotAcceptIsRefused(String accept) {
        assertProblem(server.get("/things/" + ID, "Accept", accept), 406, "not-acceptable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1-1-1-1-1", "0198a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5g", "0198a1b2c3d47e5f8a9b0c1d2e3f4a5b00000", "%00"})
    void onlyUuidsAreIds(String id) {
        assertProblem(server.get("/things/" + id), 400, "invalid-id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/nothing", "/things/" + ID + "/more", "/thing", "/THINGS"})
    void whatIsNotThereIsNotFound(String path) {
        assertProblem(server.get(path), 404, "not-found");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "limit=0", "limit=201", "limit=-1", "limit=%2B5", "limit=1e1", "limit=", "limit=5&limit=5", "limit=99999999999999", "other=1",
        "owner=%20", "cursor=&limit=1"
    })
    void queriesThatCannotBeMeantAreRefusedWithAPointer(String query) {
        var response = server.get("/things?" + query);
        assertProblem(response, 400, "invalid-request");
        assertThat(TestServer.json(response).path("errors").path(0).path("pointer").stringValue())
                .isEqualTo("/" + query.substring(0, query.indexOf('=')));
    }

    @Test
    void listsArePaged() {
        var first = server.get("/things?limit=2");
        assertThat(TestServer.json(first).path("items").size()).isEqualTo(2);
        String cursor = TestServer.json(first).path("nextCursor").stringValue();
        assertThat(server.get("/things?limit=2&cursor=" + cursor).statusCode()).isEqualTo(200);
        assertProblem(server.get("/things?cursor=" + cursor + "x"), 400, "invalid-cursor");
        assertProblem(server.get("/things?cursor=" + ID), 400, "invalid-cursor");
        assertProblem(server.get("/things?owner=5"), 400, "invalid-id");
        assertProblem(server.post("/things?dry=1", "{}"), 400, "invalid-request");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"name\": \"a\"} | /price | is required",
        "{\"price\": {\"amount\": 1, \"currency\": \"EUR\"}} | /name | is required",
        "{\"name\": 5} | /name | must be text",
        "{\"name\": \"\\u0000\"} | /name | must be text",
        "{\"name\": \"\\ud800\"} | /name | must be text",
        "{\"name\": \"a\\u0007\", \"price\": {\"amount\": 1, \"currency\": \"EUR\"}} | /name | must not have control characters",
        "{\"name\": \"  \", \"price\": {\"amount\": 1, \"currency\": \"EUR\"}} | /name | must not be blank",
        "{\"colour\": 5} | /colour | is not known",
        "{\"name\": \"a\", \"name\": \"b\"} | /name | must appear only once",
        "{\"price\": {\"amount\": 1, \"amount\": 1, \"currency\": \"EUR\"}} | /price/amount | must appear only once",
        "{\"price\": {\"amount\": \"5\", \"currency\": \"EUR\"}} | /price/amount | must be a whole number",
        "{\"price\": {\"amount\": 1.0, \"currency\": \"EUR\"}} | /price/amount | must be a whole number",
        "{\"price\": {\"amount\": 1e2, \"currency\": \"EUR\"}} | /price/amount | must be a whole number",
        "{\"price\": {\"amount\": 99999999999999999999, \"currency\": \"EUR\"}} | /price/amount | must be a whole number",
        "{\"price\": {\"amount\": -1, \"currency\": \"EUR\"}} | /price/amount | must be between 0 and 1000000000000",
        "{\"price\": {\"amount\": 1, \"currency\": \"eur\"}} | /price/currency | must be an ISO 4217 code such as EUR",
        "{\"price\": {\"amount\": 1}} | /price/currency | is required",
        "{\"price\": {\"amount\": 1, \"currency\": null}} | /price/currency | is required",
        "{\"price\": {\"currency\": \"EUR\"}} | /price/amount | is required",
        "{\"price\": {\"amount\": null, \"currency\": \"EUR\"}} | /price/amount | is required",
        "{\"price\": {\"amount\": 1, \"currency\": \"EUR\", \"scale\": 2}} | /price/scale | is not known",
        "{\"price\": 5} | /price | must be an object",
        "{\"price\": \"5\"} | /price | must be an object",
        "{\"price\": []} | /price | must be an object",
        "{\"kind\": \"card\"} | /kind | must be one of CARD, CREDIT",
        "{\"kind\": 0} | /kind | must be one of CARD, CREDIT",
        "{\"flag\": \"true\"} | /flag | must be true or false",
        "{\"lines\": {}} | /lines | must be an array",
        "{\"lines\": [{\"productId\": \"x\", \"quantity\": 1}]} | /lines/0/productId | must be a UUID",
        "{\"lines\": [{\"quantity\": 1}, {\"quantity\": 2.5}]} | /lines/1/quantity | must be a whole number from -2147483648 to 2147483647",
        "{\"lines\": [{\"quantity\": 3000000000}]} | /lines/0/quantity | must be a whole number from -2147483648 to 2147483647",
        "{\"lines\": [{}]} | /lines/0/quantity | is required",
        "{\"a/b~c\": 1} | /a~1b~0c | is not known",
        "[] | '' | must be an object",
        "null | '' | must be an object",
        "\"x\" | '' | must be an object"
    })
    void whatIsWrongInABodyIsPointedAt(String body, String pointer, String message) {
        var response = server.post("/things", body);
        assertProblem(response, 400, "invalid-request");
        JsonNode error = TestServer.json(response).path("errors").path(0);
        assertThat(error.path("pointer").stringValue()).isEqualTo(pointer);
        assertThat(error.path("message").stringValue()).isEqualTo(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "{", "{}}", "{} {}", "{'a': 1}", "{\"a\": 01}", "{\"a\": NaN}", "nul", "{\"a\": \"\u0001\"}", "\ufeff{}",
        "{\"name\": \"\\x\"}", "{\"name\": 1,}", "{\"name\": \"a\",}"
    })
    void whatIsNotJsonIsInvalidJson(String body) {
        assertProblem(server.post("/things", body), 400, "invalid-json");
    }

    @Test
    void nestingAndNumbersHaveBounds() {
        assertProblem(server.post("/things", "[".repeat(1000)), 400, "invalid-json");
        assertProblem(server.post("/things", "{\"price\": {\"amount\": " + "9".repeat(100_000) + "}}"), 400, "invalid-json");
    }

    @Test
    void onlyUtf8IsRead() {
        assertProblem(server.sendBytes("POST", "/things", BodyPublishers.ofByteArray(new byte[] {'"', (byte) 0xff, '"'}), "Content-Type",
                "application/json"), 400, "invalid-json");
        assertProblem(server.sendBytes("POST", "/things", BodyPublishers.ofByteArray("{}".getBytes(StandardCharsets.UTF_16)), "Content-Type",
                "application/json"), 400, "invalid-json");
        assertProblem(server.send("POST", "/things", "{}", "Content-Type", "application/json; charset=iso-8859-1"), 415, "unsupported-media-type");
        assertProblem(server.send("POST", "/things", "{}", "Content-Type", "application/json; charset=\"UTF-8\""), 400, "invalid-request");
    }

    @Test
    void otherMediaTypesAreRefused() {
        assertProblem(server.send("POST", "/things", "{}", "Content-Type", "text/plain"), 415, "unsupported-media-type");
        assertProblem(server.send("POST", "/things", "{}"), 415, "unsupported-media-type");
        assertProblem(server.send("PATCH", "/things/" + ID, "{}", "Content-Type", "application/json-patch+json", "If-Match", "*"), 415,
                "unsupported-media-type");
    }

    @Test
    void tooLargeABodyIsRefusedHoweverItIsSent() {
        byte[] large = new byte[1024 * 1024 + 1];
        assertProblem(server.sendBytes("POST", "/things", BodyPublishers.ofByteArray(large), "Content-Type", "application/json"), 413,
                "content-too-large");
        assertProblem(server.sendBytes("POST", "/things", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)), "Content-Type",
                "application/json"), 413, "content-too-large");
        byte[] huge = new byte[5 * 1024 * 1024];
        assertProblem(server.sendBytes("POST", "/things", BodyPublishers.ofByteArray(huge), "Content-Type", "application/json"), 413, "content-too-large");
        assertProblem(server.sendBytes("POST", "/things", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(huge)), "Content-Type",
                "application/json"), 413, "content-too-large");
    }

    @Test
    void aCreatedResourceHasLocationAndEtag() {
        var created = server.post("/things",
                "{\"name\": \"a\", \"price\": {\"amount\": 1, \"currency\": \"EUR\"}, \"kind\": \"CARD\", \"note\": \"n\"}");
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        assertThat(created.headers().firstValue("Location")).contains("/things/" + ID);
        assertThat(created.headers().firstValue("ETag")).isPresent();
    }

    @Test
    void aPatchChangesWhatItNamesOfTheResourceThatTheClientHasSeen() {
        String tag = server.get("/things/" + ID).headers().firstValue("ETag").orElseThrow();
        String path = "/things/" + ID;
        var patched = server.send("PATCH", path, "{\"price\": {\"amount\": 5}, \"note\": \"n\"}", "Content-Type", "application/merge-patch+json",
                "If-Match", tag);
        assertThat(patched.statusCode()).as(patched.body()).isEqualTo(200);
        assertThat(TestServer.json(patched).path("price").toString()).isEqualTo("{\"amount\":5,\"currency\":\"EUR\"}");
        assertThat(TestServer.json(patched).path("name").stringValue()).isEqualTo("Füller");
        assertThat(server.send("PATCH", path, "{}", "Content-Type", "application/json", "If-Match", "\"a\", " + tag).statusCode()).isEqualTo(200);
        assertProblem(server.send("PATCH", path, "{}", "Content-Type", "application/json"), 428, "precondition-required");
        assertProblem(server.send("PATCH", path, "{}", "Content-Type", "application/json", "If-Match", "\"other\""), 412, "precondition-failed");
        assertThat(server.send("PATCH", path, "{}", "Content-Type", "application/json", "If-Match", "W/" + tag).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"name\": null} | /name | is required",
        "{\"name\": 5} | /name | must be text",
        "{\"id\": \"x\"} | /id | is not known",
        "{\"other\": null} | /other | is not known",
        "{\"price\": {\"amount\": null}} | /price/amount | is required",
        "{\"name\": \"a\", \"name\": \"b\"} | /name | must appear only once",
        "{\"price\": {\"amount\": 1, \"currency\": \"EUR\", \"amount\": 2}} | /price/amount | must appear only once",
        "[] | '' | must be an object",
        "null | '' | must be an object"
    })
    void whatIsWrongInAPatchIsPointedAt(String patch, String pointer, String message) {
        var response = server.send("PATCH", "/things/" + ID, patch, "Content-Type", "application/merge-patch+json", "If-Match", "*");
        assertProblem(response, 400, "invalid-request");
        JsonNode error = TestServer.json(response).path("errors").path(0);
        assertThat(error.path("pointer").stringValue()).isEqualTo(pointer);
        assertThat(error.path("message").stringValue()).isEqualTo(message);
    }

    @Test
    void failuresAreProblemsThatTellNothingInternal() {
        assertProblem(server.get("/failures/bug"), 500, "internal-error");
        for (String kind : List.of("database", "call")) {
            var response = server.get("/failures/" + kind);
            assertProblem(response, 503, "module-unavailable");
            assertThat(response.headers().firstValue("Retry-After")).isPresent();
        }
        var problem = server.get("/failures/problem", "Accept", "application/json");
        assertProblem(problem, 409, "email-taken");
        assertThat(TestServer.json(problem).path("orderId").stringValue()).isEqualTo(ID);
        assertProblem(server.get("/failures/other"), 404, "not-found");
    }

    @Test
    void streamsArriveWholeAndProblemsInsteadOfThem() {
        var stream = server.get("/streams/3", "Accept", "text/event-stream");
        assertThat(stream.statusCode()).isEqualTo(200);
        assertThat(stream.headers().firstValue("Content-Type")).contains("text/event-stream");
        assertThat(stream.body()).isEqualTo("data: 0\n\ndata: 1\n\ndata: 2\n\n");
        assertProblem(server.get("/streams/0"), 404, "not-found");
        assertProblem(server.get("/streams/1", "Accept", "application/json"), 406, "not-acceptable");
    }

    @Test
    void aStreamThatBreaksIsNotTakenForAWholeOne() {
        assertThatThrownBy(() -> server.get("/streams/101")).hasRootCauseInstanceOf(EOFException.class);
    }

    @Test
    void answersAreCountedByRouteMethodAndStatus() {
        server.get("/things/" + UUID.randomUUID());
        server.get("/unheard-of/" + UUID.randomUUID());
        var known = server.meters.get("http.server.requests").tags("uri", "/things/{id}", "method", "GET", "status", "200").timer();
        var unknown = server.meters.get("http.server.requests").tags("uri", "other", "method", "GET", "status", "404").timer();
        assertThat(known.count()).isPositive();
        assertThat(unknown.count()).isPositive();
    }
}
