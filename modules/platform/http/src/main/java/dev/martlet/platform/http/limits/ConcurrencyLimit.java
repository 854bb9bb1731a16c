package dev.martlet.platform.http.limits;

import dev.martlet.platform.core.context.RequestContext;
import dev.martlet.platform.core.context.RequestPermit;
import dev.martlet.platform.http.problem.Problem;
import dev.martlet.platform.http.problem.ProblemException;
import dev.martlet.platform.http.problem.ProblemType;
import io.helidon.common.concurrency.limits.FixedLimit;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.concurrency.limits.LimitAlgorithm.Token;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Bounds the requests under way on one socket, and the event streams that are open on it. Not the web server's own limit: that one would count an event
 * stream for as long as it is open, and would close the connection of a client that it refuses.
 */
@SuppressWarnings("removal") // tryAcquire without waiting has no other form in Helidon 4.5
public final class ConcurrencyLimit {
    private final Bound requests;
    private final Bound streams;

    public ConcurrencyLimit(int requests, int streams) {
        this.requests = new Bound(requests);
        this.streams = new Bound(streams);
    }

    /** @param port its name */
    public List<UsedLimit> used(String port) {
        return List.of(requests.used("requests on the " + port + " port"), streams.used("event streams on the " + port + " port"));
    }

    /** Runs a request with a permit. @return false if there is none: nothing was run */
    public boolean run(Runnable request) {
        Optional<Token> token = requests.limit.tryAcquire(false);
        if (token.isEmpty()) {
            return false;
        }
        try (var permit = new Permit(streams.limit, token.get())) {
            RequestContext.current().with(permit).run(request);
        }
        return true;
    }

    /** From here on, the request of this thread counts as an event stream. Ends with 503 if there are too many. */
    public static void becomeStream() {
        RequestContext.current().permit().ifPresent(RequestPermit::becomeStream);
    }

    public static Problem overloaded() {
        return Problem.of(ProblemType.OVERLOADED, "Too many concurrent requests. Retry later.");
    }

    /** Takes memory for the request of this thread, until its answer has been sent. Ends with 503 if there is none. */
    public static void takeMemory(long bytes) {
        RequestContext.current().permit().ifPresent(permit -> permit.takeMemory(bytes));
    }

    /** The request of this thread has become an answer of so many bytes. */
    public static void reduceMemoryTo(long bytes) {
        RequestContext.current().permit().ifPresent(permit -> permit.reduceMemoryTo(bytes));
    }

    /** So many at once; its semaphore tells how many there are. */
    private static final class Bound {
        private final int max;
        private final Semaphore free;
        private final Limit limit;

        Bound(int max) {
            this.max = max;
            free = new Semaphore(max);
            limit = FixedLimit.builder().permits(max).semaphore(free).build();
        }

        UsedLimit used(String name) {
            return new UsedLimit(name, max - free.availablePermits(), max);
        }
    }

    /** What one request occupies. */
    private static final class Permit implements RequestPermit, AutoCloseable {
        private final Limit streams;
        private final MemoryBudget.Share memory = MemoryBudget.OF_PROCESS.share();
        private Token token;

        Permit(Limit streams, Token token) {
            this.streams = streams;
            this.token = token;
        }

        @Override
        public void becomeStream() {
            Token stream = streams.tryAcquire(false).orElseThrow(() -> new ProblemException(overloaded()));
            token.success();
            token = stream;
            memory.close();
        }

        @Override
        public void takeMemory(long bytes) {
            memory.take(bytes);
        }

        @Override
        public void reduceMemoryTo(long bytes) {
            memory.reduceTo(bytes);
        }

        @Override
        public void close() {
            memory.close();
            token.success();
        }
    }
}
