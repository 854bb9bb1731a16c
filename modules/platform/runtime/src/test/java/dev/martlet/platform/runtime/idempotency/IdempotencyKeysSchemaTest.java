package dev.martlet.platform.runtime.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.platform.sql.AdHocSql;
import dev.martlet.platform.sql.Birds;
import dev.martlet.platform.sql.Database;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The functions {@code claim_key} and {@code keep_answer} that every module's schema has. */
final class IdempotencyKeysSchemaTest {
    private static final IdempotencyClaim CLAIM = new IdempotencyClaim("caller", "/birds", "key", "hash", Optional.of(UUID.randomUUID()));
    private static final StoredResponse ANSWER =
            new StoredResponse("caller", "/birds", "key", "hash", 201, Map.of("Location", "/birds/1"), Optional.of("{\"id\": 1}"));
    private static Database database;

    @BeforeAll
    static void open() {
        database = Birds.open(8);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void empty() {
        new AdHocSql(database.sql()).execute("delete from idempotency_keys");
    }

    @Test
    void aKeyIsClaimedOnce() {
        assertThat(claim(Optional.of(CLAIM))).isTrue();
        assertThat(claim(Optional.of(CLAIM))).isFalse();
        assertThat(claim(Optional.of(new IdempotencyClaim("another", "/birds", "key", "hash", Optional.empty())))).isTrue();
    }

    @Test
    void noClaimIsAlwaysGranted() {
        assertThat(claim(Optional.empty())).isTrue();
        assertThat(keep(Optional.empty())).isTrue();
        assertThat(keys()).isZero();
    }

    @Test
    void aKeyOlderThanADayIsTakenOver() {
        claim(Optional.of(CLAIM));
        keep(Optional.of(ANSWER));
        new AdHocSql(database.sql()).execute("update idempotency_keys set created_at = now() - interval '25 hours'");

        assertThat(claim(Optional.of(CLAIM))).isTrue();
        assertThat(claim(Optional.of(CLAIM))).isFalse();
        assertThat(status()).isEmpty();
    }

    @Test
    void theFirstAnswerStays() {
        claim(Optional.of(CLAIM));

        assertThat(keep(Optional.of(ANSWER))).isTrue();
        assertThat(keep(Optional.of(new StoredResponse("caller", "/birds", "key", "hash", 500, Map.of(), Optional.empty())))).isFalse();
        assertThat(status()).contains(201L);
        assertThat(new AdHocSql(database.sql()).first("select headers, body from idempotency_keys", row -> row.json("headers", Map.class) + row.text("body")))
                .contains("{Location=/birds/1}{\"id\": 1}");
    }

    @Test
    void anAnswerWithoutAClaimIsKeptToo() {
        assertThat(keep(Optional.of(ANSWER))).isTrue();
        assertThat(status()).contains(201L);
    }

    @Test
    void oneOfManyRacingClaimsWins() throws InterruptedException {
        Callable<Boolean> claim = () -> claim(Optional.of(CLAIM));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Boolean> outcomes = threads.invokeAll(Stream.generate(() -> claim).limit(20).toList()).stream()
                    .map(future -> future.resultNow())
                    .toList();

            assertThat(outcomes).containsOnlyOnce(true);
        }
    }

    private static boolean claim(Optional<IdempotencyClaim> claim) {
        return new AdHocSql(database.sql()).first("select claim_key(?) as free", row -> row.flag("free"), claim).orElseThrow();
    }

    private static boolean keep(Optional<StoredResponse> answer) {
        return new AdHocSql(database.sql()).first("select keep_answer(?) as kept", row -> row.flag("kept"), answer).orElseThrow();
    }

    private static long keys() {
        return new AdHocSql(database.sql()).first("select count(*) as count from idempotency_keys", row -> row.number("count")).orElseThrow();
    }

    private static Optional<Long> status() {
        return new AdHocSql(database.sql()).first("select status from idempotency_keys", row -> row.optionalNumber("status")).orElseThrow();
    }
}
