package dev.martlet.kernel.http;

import dev.martlet.kernel.sql.Database;
import dev.martlet.kernel.sql.Sql;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Idempotency-Key for POST (draft-ietf-httpapi-idempotency-key-header): the first answer to a key is kept for 24 h and replayed. A key belongs to a caller
 * and a path. Kept in the module's own schema, so that it survives restarts and holds between processes.
 */
public final class IdempotencyKeys {
    public IdempotencyKeys(Database database) {
        throw new UnsupportedOperationException();
    }

    /**
     * Runs work that is one transaction: the claim on the key, the change and the answer commit together, so a key is never left half done. A
     * second request with the key waits for the first (up to 2 s, then 409 {@code idempotency-key-in-progress}) and replays its answer.
     *
     * @param body the decoded body, by which a key used for something else is recognised (422 {@code idempotency-key-reused})
     * @param work runs at most once; what it throws is not kept
     */
    public Answer once(Request request, Object body, Function<Sql, Answer> work) {
        throw new UnsupportedOperationException();
    }

    /**
     * For work of several transactions: the claim to be made in the first of them, as the parameter of the SQL function {@code claim_key(?)}, which returns
     * whether the key is free (a null claim always is). Empty without the header.
     *
     * @param subject the id of what the request creates
     */
    public Optional<KeyClaim> claim(Request request, Object body, UUID subject) {
        throw new UnsupportedOperationException();
    }

    /**
     * What to answer when a claim was refused: ends with 422 {@code idempotency-key-reused}; or gives the kept answer; or, where there is none yet, the
     * subject of the first claim, from which the caller makes the answer (or says 409 {@code idempotency-key-in-progress}).
     */
    public Earlier earlier(KeyClaim claim) {
        throw new UnsupportedOperationException();
    }

    /** The answer to be kept, as the parameter of the SQL function {@code keep_answer(?)}, in the statement that makes it true. */
    public Optional<KeptAnswer> keep(Optional<KeyClaim> claim, Answer answer) {
        throw new UnsupportedOperationException();
    }

    /** What an earlier request with the same key has left. */
    public sealed interface Earlier {
        record Answered(Answer answer) implements Earlier {}

        /** @param claimedAt when the first request made its claim */
        record Unanswered(UUID subject, java.time.Instant claimedAt) implements Earlier {}
    }
}
