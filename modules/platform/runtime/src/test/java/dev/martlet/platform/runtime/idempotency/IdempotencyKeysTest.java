package dev.martlet.platform.runtime.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.martlet.platform.embedded.TemporaryPostgres;
import dev.martlet.platform.http.Access;
import dev.martlet.platform.http.Entity;
import dev.martlet.platform.http.Resource;
import dev.martlet.platform.http.Response;
import dev.martlet.platform.http.Validated;
import dev.martlet.platform.http.problem.Problem;
import dev.martlet.platform.http.problem.ProblemException;
import dev.martlet.platform.http.problem.ProblemType;
import dev.martlet.platform.http.problem.Violations;
import dev.martlet.platform.http.server.TestServer;
import dev.martlet.platform.runtime.idempotency.IdempotencyKeys.Earlier;
import dev.martlet.platform.sql.AdHocSql;
import dev.martlet.platform.sql.Database;
import dev.martlet.platform.sql.Sql;
import dev.martlet.platform.sql.migration.Migrations;
import dev.martlet.platform.sql.session.DatabaseSettings;
import dev.martlet.platform.sql.session.Migrate;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two servers, each with a pool of its own on one schema: two processes as PostgreSQL sees them. */
class IdempotencyKeysTest {
    private static final CountDownLatch ENTERED = new CountDownLatch(1);
    private static final CountDownLatch RELEASED = new CountDownLatch(1);
    private static Database firstDatabase;
    private static Database secondDatabase;
    private static TestServer first;
    private static TestServer second;

    record Bird(String name, Optional<String> note) implements Validated {
        @Override
        public void check(Violations violations) {
            violations.text("/name", name, 1, 50);
        }
    }

    @BeforeAll
    static void start() {
        var settings = new DatabaseSettings(Optional.empty(), Optional.empty(), Optional.empty(), 20, false, Migrate.START)
                .at(TemporaryPostgres.newDatabase(), TemporaryPostgres.username(), TemporaryPostgres.password());
        Migrations.apply(settings, "birds");
        firstDatabase = Database.open(settings, "birds", new SimpleMeterRegistry());
        secondDatabase = Database.open(settings, "birds", new SimpleMeterRegistry());
        new AdHocSql(firstDatabase.sql()).execute("create table birds (id uuid primary key, name text not null)");
        first = server(firstDatabase);
        second = server(secondDatabase);
    }

    @AfterAll
    static void stop() {
        first.close();
        second.close();
        firstDatabase.close();
        secondDatabase.close();
    }

    private static TestServer server(Database database) {
        var keys = new IdempotencyKeys(database);
        return new TestServer(Resource.at("/birds").post(Access.anyone(), request -> {
            Bird bird = request.body(Bird.class);
            return keys.once(request, bird, tx -> insert(tx, bird));
        }));
    }

    private static Response insert(Sql tx, Bird bird) {
        UUID id = UUID.randomUUID();
        new AdHocSql(tx).execute("insert into birds (id, name) values (?, ?)", id, bird.name());
        return switch (bird.name()) {
            case "slow" -> {
                ENTERED.countDown();
                await(RELEASED);
                yield Response.created("/birds/" + id, Map.of("id", id));
            }
            case String name when name.startsWith("taken") -> Response.of(Problem.of(new ProblemType("name-taken", 409, "Taken"), "Taken."));
            case String name when name.startsWith("broken") -> throw new IllegalStateException("broken");
            case String _ -> Response.created("/birds/" + id, Map.of("id", id, "name", bird.name()));
        };
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private static HttpResponse<String> post(TestServer server, String key, String name) {
        return server.post("/birds", "{\"name\": \"" + name + "\"}", "Idempotency-Key", key);
    }

    private static long birds(String name) {
        return new AdHocSql(firstDatabase.sql()).first("select count(*) as birds from birds where name = ?", row -> row.number("birds"), name).orElseThrow();
    }

    @Test
    void anErasedAnswerIsReplayedWithoutItsDataAndWithoutAnEffect() {
        var answer = post(first, "erased", "wagtail");
        String resource = answer.headers().firstValue("Location").orElseThrow();
        IdempotencyKeys.erase(firstDatabase.sql(), List.of(resource, "/birds/none"));

        var replayed = post(second, "erased", "wagtail");

        assertThat(replayed.statusCode()).isEqualTo(404);
        assertThat(replayed.headers().firstValue("Idempotency-Replayed")).contains("true");
        assertThat(replayed.headers().firstValue("Location")).isEmpty();
        assertThat(replayed.body()).contains("not-found").doesNotContain("wagtail").doesNotContain(resource);
        assertThat(birds("wagtail")).isEqualTo(1);
        assertThat(post(first, "erased", "another").statusCode()).isEqualTo(422);
    }

    @Test
    void theFirstAnswerIsReplayedByAnyProcess() {
        var answer = post(first, "k1", "swift");
        var replayed = post(second, "k1", "swift");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(answer.headers().firstValue("Idempotency-Replayed")).isEmpty();
        assertThat(replayed.statusCode()).isEqualTo(201);
        assertThat(replayed.body()).isEqualTo(answer.body());
        for (String header : List.of("Location", "ETag", "Content-Type")) {
            assertThat(replayed.headers().firstValue(header)).isPresent().isEqualTo(answer.headers().firstValue(header));
        }
        assertThat(replayed.headers().firstValue("Idempotency-Replayed")).contains("true");
        assertThat(birds("swift")).isEqualTo(1);
    }

    @Test
    void theSameJsonWrittenDifferentlyIsTheSameRequest() {
        first.post("/birds", "{\"name\": \"wren\", \"note\": null}", "Idempotency-Key", "k2");
        var replayed = first.post("/birds", " {\"name\" : \"\\u0077ren\"}", "Idempotency-Key", "k2");
        assertThat(replayed.statusCode()).isEqualTo(201);
        assertThat(birds("wren")).isEqualTo(1);
    }

    @Test
    void aKeyWithAnotherBodyIsRefused() {
        post(first, "k3", "robin");
        var reused = post(second, "k3", "rook");
        assertThat(reused.statusCode()).isEqualTo(422);
        assertThat(TestServer.json(reused).path("code").stringValue()).isEqualTo("idempotency-key-reused");
        assertThat(birds("rook")).isZero();
    }

    @Test
    void aBusinessProblemIsReplayedToo() {
        var answer = post(first, "k4", "taken");
        var replayed = post(second, "k4", "taken");
        assertThat(replayed.statusCode()).isEqualTo(409);
        assertThat(replayed.body()).isEqualTo(answer.body());
        assertThat(replayed.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @Test
    void whatIsThrownIsNotKept() {
        assertThat(post(first, "k5", "broken").statusCode()).isEqualTo(500);
        assertThat(post(first, "k5", "mended").statusCode()).isEqualTo(201);
        assertThat(birds("broken")).isZero();
    }

    @Test
    void withoutAKeyEachRequestCounts() {
        first.post("/birds", "{\"name\": \"kite\"}");
        first.post("/birds", "{\"name\": \"kite\"}");
        assertThat(birds("kite")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ä", "\t\t"})
    void aKeyIsPrintable(String key) {
        var answer = first.raw("POST /birds HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nIdempotency-Key: " + key
                + "\r\nContent-Length: 15\r\n\r\n{\"name\": \"owl\"}");
        assertThat(answer).startsWith("HTTP/1.1 400").contains("invalid-request", "/Idempotency-Key");
    }

    @Test
    void aKeyIsGivenOnceAndHas255CharactersAtMost() {
        assertThat(post(first, "k".repeat(256), "owl").statusCode()).isEqualTo(400);
        assertThat(post(first, "k".repeat(255), "eagle owl").statusCode()).isEqualTo(201);
        assertThat(first.post("/birds", "{\"name\": \"owl\"}", "Idempotency-Key", "a", "Idempotency-Key", "b").statusCode()).isEqualTo(400);
        assertThat(birds("owl")).isZero();
    }

    @Test
    void racingRequestsInTwoProcessesHaveOneEffectAndOneAnswer() throws Exception {
        for (int attempt = 0; attempt < 10; attempt++) {
            String key = "race-" + attempt;
            var answers = new ArrayList<Future<HttpResponse<String>>>();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 16; i++) {
                    TestServer server = i % 2 == 0 ? first : second;
                    answers.add(threads.submit(() -> post(server, key, key)));
                }
            }
            String expected = answers.getFirst().get().body();
            for (var answer : answers) {
                assertThat(answer.get().statusCode()).as(answer.get().body()).isEqualTo(201);
                assertThat(answer.get().body()).isEqualTo(expected);
            }
            assertThat(birds(key)).isEqualTo(1);
        }
    }

    @Test
    void aRequestThatTakesTooLongMakesTheSecondTryLater() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<HttpResponse<String>> slow = threads.submit(() -> post(first, "k6", "slow"));
            await(ENTERED);
            var second = post(IdempotencyKeysTest.second, "k6", "slow");
            assertThat(second.statusCode()).as(second.body()).isEqualTo(409);
            assertThat(TestServer.json(second).path("code").stringValue()).isEqualTo("idempotency-key-in-progress");
            assertThat(second.headers().firstValue("Retry-After")).isPresent();
            RELEASED.countDown();
            assertThat(slow.get().statusCode()).isEqualTo(201);
            assertThat(post(IdempotencyKeysTest.second, "k6", "slow").body()).isEqualTo(slow.get().body());
        }
    }

    @Test
    void aClaimOfSeveralTransactionsLeavesItsSubjectUntilThereIsAnAnswer() {
        var keys = new IdempotencyKeys(secondDatabase);
        var subject = new UUID(7, 7);
        var claim = new IdempotencyClaim("anonymous", "/nests", "n1", "hash", Optional.of(subject));
        assertThat(keys.isFree(Optional.of(claim))).isTrue();
        assertThat(keys.isFree(Optional.of(claim))).isFalse();
        assertThat(keys.earlier(claim)).isInstanceOfSatisfying(Earlier.Unanswered.class, earlier -> {
            assertThat(earlier.subject()).contains(subject);
            assertThat(earlier.claimedAt()).isBefore(Instant.now().plusSeconds(60));
        });
        Response answer = Response.accepted("/nests/7", Map.of("id", subject));
        keys.store(keys.keep(Optional.of(claim), answer));
        keys.store(keys.keep(Optional.of(claim), Response.noContent()));
        assertThat(keys.earlier(claim)).isInstanceOfSatisfying(Earlier.Answered.class, earlier -> {
            assertThat(earlier.answer().status()).isEqualTo(202);
            assertThat(earlier.answer().headers()).containsEntry("Location", "/nests/7").containsEntry("Idempotency-Replayed", "true");
            assertThat(Entity.of(earlier.answer()).orElseThrow().bytes()).isEqualTo(Entity.of(answer).orElseThrow().bytes());
        });
        var other = new IdempotencyClaim("anonymous", "/nests", "n1", "other hash", Optional.of(subject));
        assertThatThrownBy(() -> keys.earlier(other)).isInstanceOf(ProblemException.class).hasMessageContaining("idempotency-key-reused");
    }

    @Test
    void withoutAClaimTheKeyIsFreeAndNothingIsKept() {
        var keys = new IdempotencyKeys(firstDatabase);
        keys.store(keys.keep(Optional.empty(), Response.noContent()));
        assertThat(keys.isFree(Optional.empty())).isTrue();
    }

    @Test
    void keysAreForgottenAfterADay() {
        post(first, "k7", "dodo");
        new AdHocSql(firstDatabase.sql()).execute("update idempotency_keys set created_at = now() - interval '25 hours' where key = 'k7'");
        assertThat(new IdempotencyKeys(secondDatabase).clean()).isFalse();
        assertThat(new AdHocSql(firstDatabase.sql()).list("select key from idempotency_keys where key = 'k7'", row -> row.text("key"))).isEmpty();
        post(first, "k7", "dodo");
        assertThat(birds("dodo")).isEqualTo(2);
    }
}
