package dev.martlet.platform.core.context;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * What surrounds the work of a thread: the trace that it belongs to, when its caller stops waiting, what its HTTP request occupies, and who sent it. One
 * record in one scoped value. A thread that is started for a part of the work begins with {@link #NONE}.
 *
 * @param end the deadline by {@link System#nanoTime}
 * @param service the HTTP service that received the request
 * @param permit what the request occupies
 */
public record RequestContext(
        Optional<Trace> trace, OptionalLong end, Optional<HttpService> service, Optional<RequestPermit> permit, Caller caller) {
    /** Outside of any request. */
    public static final RequestContext NONE =
            new RequestContext(Optional.empty(), OptionalLong.empty(), Optional.empty(), Optional.empty(), Caller.UNRESTRICTED);
    private static final ScopedValue<RequestContext> CURRENT = ScopedValue.newInstance();

    public static RequestContext current() {
        return CURRENT.orElse(NONE);
    }

    /** Runs the work of this thread in this context instead of the current one. */
    public <T> T call(Supplier<? extends T> work) {
        return ScopedValue.where(CURRENT, this).call(work::get);
    }

    /** The same for work without a result. */
    public void run(Runnable work) {
        ScopedValue.where(CURRENT, this).run(work);
    }

    public RequestContext with(Trace trace) {
        return new RequestContext(Optional.of(trace), end, service, permit, caller);
    }

    public RequestContext with(HttpService service) {
        return new RequestContext(trace, end, Optional.of(service), permit, caller);
    }

    public RequestContext with(RequestPermit permit) {
        return new RequestContext(trace, end, service, Optional.of(permit), caller);
    }

    public RequestContext with(Caller caller) {
        return new RequestContext(trace, end, service, permit, caller);
    }

    /** @param end the deadline by {@link System#nanoTime} */
    public RequestContext until(long end) {
        return new RequestContext(trace, OptionalLong.of(end), service, permit, caller);
    }
}
