package dev.martlet.platform.runtime.idempotency;

import dev.martlet.platform.http.Entity;
import dev.martlet.platform.http.Response;
import dev.martlet.platform.http.problem.Problem;
import dev.martlet.platform.http.problem.ProblemException;
import dev.martlet.platform.http.problem.ProblemType;
import dev.martlet.platform.runtime.idempotency.IdempotencyKeys.Earlier;
import dev.martlet.platform.sql.BoundStatement;
import dev.martlet.platform.sql.Row;
import dev.martlet.platform.sql.Sql;
import dev.martlet.platform.sql.SqlStatement;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.type.TypeReference;

/** The table {@code idempotency_keys} of a module's schema. */
final class IdempotencyStore {
    private static final String CONTENT_TYPE = "Content-Type";
    private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};

    private static final SqlStatement CLAIM = SqlStatement.of("idempotency.claim", """
            with %s
            select n
            from granted""".formatted(BatchedKeys.CLAIMED));
    private static final SqlStatement KEEP = SqlStatement.of("idempotency.keep", """
            with changed as (
                select cast(1 as bigint) as n
            ),
            %s
            select n
            from changed""".formatted(BatchedKeys.ANSWERED));
    private static final SqlStatement IS_CLAIMED = SqlStatement.of("idempotency.is-claimed", """
            select true as claimed
            from idempotency_keys
            where caller = :caller
            and path = :path
            and key = :key
            and created_at >= now() - interval '24 hours'""");
    private static final SqlStatement FIND = SqlStatement.of("idempotency.find", """
            select request_hash, subject, status, headers, body, created_at
            from idempotency_keys
            where caller = :caller
            and path = :path
            and key = :key""");
    private static final SqlStatement FORGET = SqlStatement.of("idempotency.forget", """
            with old as materialized (
                select caller, path, key
                from idempotency_keys
                where created_at < now() - interval '24 hours'
                order by created_at
                limit :limit
                for update skip locked
            )
            delete from idempotency_keys as kept
            using old
            where kept.caller = old.caller
            and kept.path = old.path
            and kept.key = old.key""");

    /** The expression is that of an index, in the modules that erase answers. */
    private static final SqlStatement ERASE = SqlStatement.of("idempotency.erase", """
            update idempotency_keys
            set status = :status, headers = cast(:headers as jsonb), body = :body
            where coalesce(headers ->> 'Location', path) = any(cast((select :resources) as text[]))
            and status is not null""");

    /** Waits for another request that is claiming the same key. */
    boolean claim(Sql tx, IdempotencyClaim claim) {
        return BatchedKeys.claim(tx.prepare(CLAIM), List.of(Optional.of(claim))).exists();
    }

    /** Whether a request with this key was here before, in the last 24 h. */
    boolean isClaimed(Sql sql, IdempotencyClaim claim) {
        return of(sql, IS_CLAIMED, claim).exists();
    }

    void keep(Sql tx, StoredResponse answer) {
        BatchedKeys.answer(tx.prepare(KEEP), List.of(Optional.of(answer))).exists();
    }

    Earlier find(Sql sql, IdempotencyClaim claim) {
        return of(sql, FIND, claim)
                .first(row -> read(row, claim))
                .orElseGet(() -> new Earlier.Unanswered(Optional.empty(), Instant.EPOCH));
    }

    long forget(Sql sql, int limit) {
        return sql.prepare(FORGET).set("limit", limit).execute();
    }

    static void erase(Sql tx, List<String> resources, Response instead) {
        Entity content = Entity.of(instead).orElseThrow();
        tx.prepare(ERASE)
                .set("status", instead.status())
                .set("headers", Map.of(CONTENT_TYPE, content.mediaType()))
                .set("body", new String(content.bytes(), StandardCharsets.UTF_8))
                .set("resources", resources.toArray(String[]::new))
                .execute();
    }

    private static BoundStatement of(Sql sql, SqlStatement statement, IdempotencyClaim claim) {
        return sql.prepare(statement).set("caller", claim.caller()).set("path", claim.path()).set("key", claim.key());
    }

    static StoredResponse of(IdempotencyClaim claim, Response answer) {
        var headers = new LinkedHashMap<>(answer.headers());
        Optional<Entity> content = Entity.of(answer);
        content.ifPresent(body -> headers.put(CONTENT_TYPE, body.mediaType()));
        Optional<String> body = content.map(bytes -> new String(bytes.bytes(), StandardCharsets.UTF_8));
        return new StoredResponse(claim.caller(), claim.path(), claim.key(), claim.requestHash(), answer.status(), headers, body);
    }

    private static Earlier read(Row row, IdempotencyClaim claim) {
        if (!row.text("request_hash").equals(claim.requestHash())) {
            throw new ProblemException(Problem.of(ProblemType.IDEMPOTENCY_KEY_REUSED, "This Idempotency-Key came with another body before."));
        }
        return row.optionalNumber("status")
                .<Earlier>map(status -> new Earlier.Answered(answer(row, status.intValue())))
                .orElseGet(() -> new Earlier.Unanswered(row.optionalUuid("subject"), row.instant("created_at")));
    }

    private static Response answer(Row row, int status) {
        var headers = new LinkedHashMap<>(row.json("headers", HEADERS));
        Optional<Object> body = row.optionalText("body")
                .map(text -> new Entity(headers.getOrDefault(CONTENT_TYPE, Entity.JSON), text.getBytes(StandardCharsets.UTF_8)));
        headers.remove(CONTENT_TYPE);
        headers.put("Idempotency-Replayed", "true");
        return new Response(status, headers, body);
    }
}
