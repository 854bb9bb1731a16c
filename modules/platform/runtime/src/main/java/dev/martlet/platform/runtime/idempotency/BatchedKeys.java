package dev.martlet.platform.runtime.idempotency;

import dev.martlet.platform.sql.BoundStatement;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Parts of statements over a batch of inputs, each with an idempotency key or without; no two with the same. */
public final class BatchedKeys {
    /**
     * Claims the keys of all inputs; {@code granted (n)} has the numbers, from 1 on, of those whose key was free or that have none. Waits for a claim on one
     * of the keys that is not yet committed, but not for long if that holds up other inputs.
     */
    public static final String CLAIMED = claimed("");

    /** As {@link #CLAIMED}, for claims that may have been made before: one for the same subject is the same claim, so it is granted, and its answer stays. */
    public static final String CLAIMED_AGAIN = claimed("or kept.subject = excluded.subject");

    /** Keeps the answers of the inputs whose numbers, from 1 on, are in {@code changed (n)}. An answer that is there already stays. */
    public static final String ANSWERED = """
            answered as (
                insert into idempotency_keys as kept (caller, path, key, request_hash, status, headers, body)
                select caller, path, key, request_hash, status, headers, body
                from unnest(
                    cast(:answerCallers as text[]), cast(:answerPaths as text[]), cast(:answerKeys as text[]), cast(:answerHashes as text[]),
                    cast(:answerStatuses as int[]), cast(:answerHeaders as jsonb[]), cast(:answerBodies as text[])
                ) with ordinality as answer (caller, path, key, request_hash, status, headers, body, n)
                where key is not null
                and n = any(array(select n from changed))
                order by caller, path, key
                on conflict (caller, path, key) do update
                set
                    status = excluded.status,
                    headers = excluded.headers,
                    body = excluded.body
                where kept.status is null
            )""";

    private static final String LONGEST_WAIT_OF_MANY = "300ms";

    private BatchedKeys() {}

    /** Sets the parameters of {@link #CLAIMED}: a claim for each input, in the order of the inputs. */
    public static BoundStatement claim(BoundStatement statement, List<Optional<IdempotencyClaim>> claims) {
        return statement
                .set("claimTimeout", claims.size() > 1 ? LONGEST_WAIT_OF_MANY : null)
                .setEach("claimCallers", claims, column(IdempotencyClaim::caller))
                .setEach("claimPaths", claims, column(IdempotencyClaim::path))
                .setEach("claimKeys", claims, column(IdempotencyClaim::key))
                .setEach("claimHashes", claims, column(IdempotencyClaim::requestHash))
                .setEach("claimSubjects", claims, column(IdempotencyClaim::subject));
    }

    /** Sets the parameters of {@link #ANSWERED}: an answer for each input, in the order of the inputs. */
    public static BoundStatement answer(BoundStatement statement, List<Optional<StoredResponse>> answers) {
        return statement
                .setEach("answerCallers", answers, column(StoredResponse::caller))
                .setEach("answerPaths", answers, column(StoredResponse::path))
                .setEach("answerKeys", answers, column(StoredResponse::key))
                .setEach("answerHashes", answers, column(StoredResponse::requestHash))
                .setEach("answerStatuses", answers, column(StoredResponse::status))
                .setEach("answerHeaders", answers, column(StoredResponse::headers))
                .setEach("answerBodies", answers, column(StoredResponse::body));
    }

    /** @param or further keys that may be claimed */
    private static String claimed(String or) {
        return """
            limited as materialized (
                select set_config('lock_timeout', coalesce(:claimTimeout, current_setting('lock_timeout')), true)
            ),
            claim as materialized (
                select caller, path, key, request_hash, subject, n
                from limited, unnest(
                    cast(:claimCallers as text[]), cast(:claimPaths as text[]), cast(:claimKeys as text[]),
                    cast(:claimHashes as text[]), cast(:claimSubjects as uuid[])
                ) with ordinality as given (caller, path, key, request_hash, subject, n)
            ),
            claimed as (
                insert into idempotency_keys as kept (caller, path, key, request_hash, subject)
                select caller, path, key, request_hash, subject
                from claim
                where key is not null
                order by caller, path, key
                on conflict (caller, path, key) do update
                set
                    request_hash = excluded.request_hash,
                    subject = excluded.subject,
                    status = case when kept.created_at >= now() - interval '24 hours' then kept.status end,
                    headers = case when kept.created_at >= now() - interval '24 hours' then kept.headers end,
                    body = case when kept.created_at >= now() - interval '24 hours' then kept.body end,
                    created_at = now()
                where kept.created_at < now() - interval '24 hours'
                %s
                returning caller, path, key
            ),
            granted as (
                select n
                from claim
                where key is null
                or (caller, path, key) in (select caller, path, key from claimed)
            )""".formatted(or);
    }

    private static <T> Function<Optional<T>, Object> column(Function<T, ?> column) {
        return input -> input.map(column);
    }
}
