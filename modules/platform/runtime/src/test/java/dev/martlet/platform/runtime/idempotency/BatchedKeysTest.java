package dev.martlet.platform.runtime.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.platform.sql.AdHocSql;
import dev.martlet.platform.sql.Birds;
import dev.martlet.platform.sql.Database;
import dev.martlet.platform.sql.SqlStatement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The parts of statements that claim keys and keep answers, each in a statement of nothing else. */
final class BatchedKeysTest {
    private static final SqlStatement CLAIM = SqlStatement.of("test.claim", "with %s select n from granted".formatted(BatchedKeys.CLAIMED));
    private static final SqlStatement CLAIM_AGAIN = SqlStatement.of("test.claim-again", "with %s select n from granted".formatted(BatchedKeys.CLAIMED_AGAIN));
    private static final SqlStatement ANSWER = SqlStatement.of("test.answer", """
            with changed as (select n from unnest(cast(:changed as bigint[])) as changed (n)), %s select n from changed""".formatted(BatchedKeys.ANSWERED));
    private static final Optional<IdempotencyClaim> MINE = Optional.of(claim("key"));
    @AutoClose
    private static final Database database = Birds.open(8);

    @BeforeEach
    void empty() {
        new AdHocSql(database.sql()).execute("delete from idempotency_keys");
    }

    @Test
    void aKeyIsClaimedOnce() {
        assertThat(claimed(List.of(MINE))).containsExactly(1L);
        assertThat(claimed(List.of(MINE))).isEmpty();
        assertThat(claimed(List.of(Optional.of(new IdempotencyClaim("another", "/birds", "key", "hash", Optional.empty()))))).containsExactly(1L);
    }

    @Test
    void ofManyClaimsThoseAreGrantedWhoseKeyIsFree() {
        claimed(List.of(Optional.of(claim("b"))));
        List<Long> granted = claimed(List.of(Optional.of(claim("c")), Optional.of(claim("b")), Optional.empty(), Optional.of(claim("a"))));

        assertThat(granted).containsExactlyInAnyOrder(1L, 3L, 4L);
        assertThat(count("idempotency_keys")).isEqualTo(3);
    }

    @Test
    void aClaimThatIsMadeAgainIsGrantedForTheSameSubjectAlone() {
        claimed(List.of(MINE));
        answer(List.of(1L), List.of(Optional.of(answer("key", 201))));

        assertThat(claimedAgain(MINE)).containsExactly(1L);
        assertThat(claimedAgain(Optional.of(claim("key")))).isEmpty();
        assertThat(claimedAgain(Optional.of(new IdempotencyClaim("caller", "/birds", "key", "hash", Optional.empty())))).isEmpty();
        assertThat(count("idempotency_keys where status = 201")).isEqualTo(1);
    }

    @Test
    void aKeyOlderThanADayIsTakenOverWithoutItsAnswer() {
        claimed(List.of(MINE));
        answer(List.of(1L), List.of(Optional.of(answer("key", 201))));
        new AdHocSql(database.sql()).execute("update idempotency_keys set created_at = now() - interval '25 hours'");

        assertThat(claimed(List.of(MINE))).containsExactly(1L);
        assertThat(claimed(List.of(MINE))).isEmpty();
        assertThat(count("idempotency_keys where status is null and headers is null and body is null")).isEqualTo(1);
    }

    @Test
    void theFirstAnswerStays() {
        claimed(List.of(MINE));

        answer(List.of(1L), List.of(Optional.of(answer("key", 201))));
        answer(List.of(1L), List.of(Optional.of(new StoredResponse("caller", "/birds", "key", "hash", 500, Map.of(), Optional.empty()))));

        assertThat(new AdHocSql(database.sql()).first(
                "select status, headers, body from idempotency_keys", row -> row.number("status") + row.text("body") + row.json("headers", Map.class)))
                .contains("201{\"id\": 1}{Location=/birds/1}");
    }

    @Test
    void theAnswersToWhatHasChangedAreKeptAlsoWithoutAClaim() {
        answer(List.of(1L, 2L), List.of(Optional.of(answer("a", 201)), Optional.empty(), Optional.of(answer("c", 201))));

        assertThat(new AdHocSql(database.sql()).list("select key from idempotency_keys where status = 201", row -> row.text("key"))).containsExactly("a");
    }

    @Test
    void oneOfManyRacingClaimsWins() throws InterruptedException {
        Callable<List<Long>> claim = () -> claimed(List.of(MINE));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<List<Long>> outcomes = threads.invokeAll(Stream.generate(() -> claim).limit(20).toList()).stream()
                    .map(future -> future.resultNow())
                    .toList();

            assertThat(outcomes).containsOnlyOnce(List.of(1L));
        }
    }

    private static IdempotencyClaim claim(String key) {
        return new IdempotencyClaim("caller", "/birds", key, "hash", Optional.of(UUID.randomUUID()));
    }

    private static StoredResponse answer(String key, int status) {
        return new StoredResponse("caller", "/birds", key, "hash", status, Map.of("Location", "/birds/1"), Optional.of("{\"id\": 1}"));
    }

    private static List<Long> claimed(List<Optional<IdempotencyClaim>> claims) {
        return BatchedKeys.claim(database.sql().prepare(CLAIM), claims).list(row -> row.number("n"));
    }

    private static List<Long> claimedAgain(Optional<IdempotencyClaim> claim) {
        return BatchedKeys.claim(database.sql().prepare(CLAIM_AGAIN), List.of(claim)).list(row -> row.number("n"));
    }

    private static void answer(List<Long> changed, List<Optional<StoredResponse>> answers) {
        long[] numbers = changed.stream().mapToLong(n -> n).toArray();
        BatchedKeys.answer(database.sql().prepare(ANSWER).set("changed", numbers), answers).list(row -> row.number("n"));
    }

    private static long count(String rows) {
        return new AdHocSql(database.sql()).first("select count(*) as n from " + rows, row -> row.number("n")).orElseThrow();
    }
}
