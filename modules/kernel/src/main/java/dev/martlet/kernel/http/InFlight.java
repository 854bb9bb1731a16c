package dev.martlet.kernel.http;

import io.helidon.common.concurrency.limits.FixedLimit;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.concurrency.limits.LimitAlgorithm.Token;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.util.Optional;

/**
 * Bounds the requests under way on one socket: what is too much is answered 503 at once instead of waiting without end. A filter, not the web
 * server's own limit: that one would count an event stream for as long as it is open, and would close the connection of whom it refuses.
 */
final class InFlight implements Filter {
    private static final ScopedValue<InFlight.Place> CURRENT = ScopedValue.newInstance();

    private final Limit requests;
    private final Limit streams;
    private final RequestTimers timers;

    InFlight(HttpSettings settings, RequestTimers timers) {
        this.requests = FixedLimit.builder().permits(settings.requests()).build();
        this.streams = FixedLimit.builder().permits(settings.streams()).build();
        this.timers = timers;
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        Optional<Token> token = requests.tryAcquire(false);
        if (token.isEmpty()) {
            long started = System.nanoTime();
            int status = Reply.send(request, response, Answer.of(overloaded()));
            timers.record(RequestTimers.OTHER, request.prologue().method().text(), status, started);
            return;
        }
        try (var place = new Place(streams, token.get())) {
            ScopedValue.where(CURRENT, place).run(chain::proceed);
        }
    }

    /** From here on, the request of this thread counts as an event stream. Ends with 503 if there are too many. */
    static void becomeStream() {
        if (CURRENT.isBound()) {
            CURRENT.get().becomeStream();
        }
    }

    private static Problem overloaded() {
        return Problem.of(ProblemType.OVERLOADED, "Too many requests are under way. Try again soon.");
    }

    /** Takes memory for the request of this thread, until its answer has been sent. Ends with 503 if there is none. */
    static void takeMemory(long bytes) {
        if (CURRENT.isBound()) {
            CURRENT.get().memory.take(bytes);
        }
    }

    /** The request of this thread has become an answer of so many bytes. */
    static void reduceMemoryTo(long bytes) {
        if (CURRENT.isBound()) {
            CURRENT.get().memory.reduceTo(bytes);
        }
    }

    /** What one request occupies. */
    private static final class Place implements AutoCloseable {
        private final Limit streams;
        private final MemoryBudget.Share memory = MemoryBudget.OF_PROCESS.share();
        private Token token;

        Place(Limit streams, Token token) {
            this.streams = streams;
            this.token = token;
        }

        void becomeStream() {
            Token stream = streams.tryAcquire(false).orElseThrow(() -> new ProblemException(overloaded()));
            token.success();
            token = stream;
            memory.close();
        }

        @Override
        public void close() {
            memory.close();
            token.success();
        }
    }
}
