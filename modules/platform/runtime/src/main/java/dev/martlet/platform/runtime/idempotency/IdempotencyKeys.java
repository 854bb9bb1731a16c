package dev.martlet.platform.runtime.idempotency;

import dev.martlet.platform.core.json.Json;
import dev.martlet.platform.http.EntityTag;
import dev.martlet.platform.http.Preconditions;
import dev.martlet.platform.http.Request;
import dev.martlet.platform.http.Response;
import dev.martlet.platform.http.problem.Problem;
import dev.martlet.platform.http.problem.ProblemException;
import dev.martlet.platform.http.problem.ProblemType;
import dev.martlet.platform.sql.Database;
import dev.martlet.platform.sql.DatabaseUnavailable;
import dev.martlet.platform.sql.Sql;
import dev.martlet.platform.sql.Transactions;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * Idempotency-Key for POST (draft-ietf-httpapi-idempotency-key-header): the first answer to a key is kept for 24 h and replayed. A key belongs to a
 * caller and a path. Kept in the module's own schema, so that it survives restarts and holds between processes.
 */
public final class IdempotencyKeys {
    private static final int CLEANED_AT_ONCE = 1000;
    private static final Set<Integer> NOT_KEPT = Set.of(400, 401, 403, 413, 415, 429);

    private final Database database;
    private final IdempotencyStore kept = new IdempotencyStore();

    public IdempotencyKeys(Database database) {
        this.database = database;
    }

    /**
     * Runs work that is one transaction: the claim on the key, the change and the answer commit together, so a key is never left half done. A
     * second request with the key waits for the first (up to 2 s, then 409 {@code idempotency-key-in-progress}) and replays its answer.
     *
     * @param body the decoded body, by which a key used for something else is recognised (422 {@code idempotency-key-reused})
     * @param work takes effect at most once; what it throws is not kept, nor an answer that says that nothing was tried (400, 401, 403, 413, 415,
     *     429, 5xx)
     */
    public Response once(Request request, Object body, Function<Sql, Response> work) {
        Optional<IdempotencyClaim> claim = claim(request, body, Optional.empty());
        try {
            return Transactions.run(database, tx -> claim.map(mine -> once(tx, mine, work)).orElseGet(() -> work.apply(tx)));
        } catch (NothingTried nothing) {
            return nothing.answer;
        }
    }

    /**
     * For work of several transactions: the claim to be made in the first of them, by {@link BatchedKeys#CLAIMED} or {@link #isFree}. Empty without the
     * header.
     *
     * @param subject the id of what the request creates
     */
    public Optional<IdempotencyClaim> claim(Request request, Object body, UUID subject) {
        return claim(request, body, Optional.of(subject));
    }

    /** Makes a claim in a transaction of its own. @return whether the key is free, or there is no claim */
    public boolean isFree(Optional<IdempotencyClaim> claim) {
        return claim.map(mine -> kept.claim(database.sql(), mine)).orElse(true);
    }

    /** Keeps an answer, if there is one to keep, in a transaction of its own. */
    public void store(Optional<StoredResponse> answer) {
        answer.ifPresent(response -> kept.keep(database.sql(), response));
    }

    /** For a request whose key is claimed by one that has no answer yet: 409. */
    public static Problem inProgress() {
        return Problem.of(ProblemType.IDEMPOTENCY_KEY_IN_PROGRESS, "The first request with this key is still in progress. Retry later.");
    }

    /**
     * What to answer when a claim was refused: ends with 422 {@code idempotency-key-reused}; or gives the kept answer; or, where there is none yet,
     * the subject of the first claim, from which the caller makes the answer (or says 409 {@code idempotency-key-in-progress}).
     */
    public Earlier earlier(IdempotencyClaim claim) {
        return kept.find(database.sql(), claim);
    }

    /** The answer to be kept, by {@link BatchedKeys#ANSWERED} in the statement that makes it true, or by {@link #store}. */
    public Optional<StoredResponse> keep(Optional<IdempotencyClaim> claim, Response answer) {
        return claim.filter(_ -> isKept(answer)).map(mine -> IdempotencyStore.of(mine, answer));
    }

    /** Forgets keys that are older than 24 h, up to 1000 of them: a step for a {@link dev.martlet.platform.core.work.Worker}. */
    public boolean clean() {
        return kept.forget(database.sql(), CLEANED_AT_ONCE) == CLEANED_AT_ONCE;
    }

    /**
     * Replaces the kept answers that show personal data which is being erased, in the same transaction: a repetition is answered 404, and still has no effect.
     *
     * @param resources paths of what the answers created, or, where they created nothing, of the requests
     */
    public static void erase(Sql tx, List<String> resources) {
        IdempotencyStore.erase(tx, resources, Response.of(Problem.of(ProblemType.NOT_FOUND, "The answer to this key was erased with the customer's data.")));
    }

    /** What an earlier request with the same key has left. */
    public sealed interface Earlier {
        record Answered(Response answer) implements Earlier {}

        /**
         * @param subject the id of what that request creates; empty if it is one transaction, which is still under way
         * @param claimedAt when it made its claim
         */
        record Unanswered(Optional<UUID> subject, Instant claimedAt) implements Earlier {}
    }

    private Response once(Sql tx, IdempotencyClaim claim, Function<Sql, Response> work) {
        if (!isFree(tx, claim)) {
            return switch (kept.find(tx, claim)) {
                case Earlier.Answered(Response answer) -> answer;
                case Earlier.Unanswered _ -> throw new ProblemException(inProgress());
            };
        }
        Response answer = work.apply(tx);
        if (!isKept(answer)) {
            throw new NothingTried(answer);
        }
        kept.keep(tx, IdempotencyStore.of(claim, answer));
        return answer;
    }

    private boolean isFree(Sql tx, IdempotencyClaim claim) {
        try {
            return kept.claim(tx, claim);
        } catch (DatabaseUnavailable unavailable) {
            throw unavailable.isLockTimeout() ? new ProblemException(inProgress()) : unavailable;
        }
    }

    private Optional<IdempotencyClaim> claim(Request request, Object body, Optional<UUID> subject) {
        Optional<IdempotencyClaim> claim = request.idempotencyKey()
                .map(key -> new IdempotencyClaim(request.caller(), request.path(), key, hash(body), subject));
        claim.ifPresent(mine -> requireMatch(request, mine));
        return claim;
    }

    /** A repetition has conditions that its first request may have made untrue. */
    private void requireMatch(Request request, IdempotencyClaim claim) {
        if (!request.preconditions().hold() && !kept.isClaimed(database.sql(), claim)) {
            throw Preconditions.failed();
        }
    }

    private static boolean isKept(Response answer) {
        return answer.status() < 500 && !NOT_KEPT.contains(answer.status());
    }

    /** Ends a transaction whose answer says that nothing was tried, so that its claim on the key is undone. */
    private static final class NothingTried extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient Response answer;

        NothingTried(Response answer) {
            super(null, null, false, false);
            this.answer = answer;
        }
    }

    /** Of the decoded body: a client may write the same JSON differently. */
    private static String hash(Object body) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(EntityTag.sha256(Json.strict().writeValueAsBytes(body)));
    }
}
