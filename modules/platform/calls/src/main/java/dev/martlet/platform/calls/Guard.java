package dev.martlet.platform.calls;

import dev.martlet.platform.core.context.SpanKind;
import dev.martlet.platform.core.trace.Span;
import dev.martlet.platform.core.work.Deadline;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.StateTransition;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedBulkheadMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Guards every call to one callee, local or remote: a bulkhead bounds the calls under way, a circuit breaker rejects calls to a callee that does not
 * answer, a deadline bounds each call, and failed calls are retried. Business outcomes are values and never count as failures.
 */
public final class Guard {
    private static final Logger LOG = System.getLogger(Guard.class.getName());

    private final String callee;
    private final GuardSettings settings;
    private final Bulkhead bulkhead;
    private final CircuitBreaker breaker;
    private final Retry retry;
    private volatile Throwable latestFailure;

    public Guard(String callee, GuardSettings settings, MeterRegistry meters) {
        this.callee = callee;
        this.settings = settings;
        var bulkheads = BulkheadRegistry.of(BulkheadConfig.custom()
                .maxConcurrentCalls(settings.maxConcurrent())
                .maxWaitDuration(settings.maxWait())
                .build());
        var breakers = CircuitBreakerRegistry.of(CircuitBreakerConfig.custom()
                .slidingWindowSize(settings.window())
                .minimumNumberOfCalls(Math.min(settings.minimum(), settings.window()))
                .failureRateThreshold(settings.failureRate())
                .waitDurationInOpenState(settings.openWait())
                .permittedNumberOfCallsInHalfOpenState(settings.halfOpenCalls())
                .recordException(failure -> has(Verdict.FAILURE, failure))
                .ignoreException(failure -> has(Verdict.IGNORED, failure))
                .build());
        bulkhead = bulkheads.bulkhead(callee);
        breaker = breakers.circuitBreaker(callee);
        breaker.getEventPublisher()
                .onError(event -> latestFailure = event.getThrowable())
                .onStateTransition(event -> log(event.getStateTransition()));
        retry = Retry.of(callee, RetryConfig.custom()
                .maxAttempts(settings.attempts())
                .waitDuration(settings.retryDelay())
                .retryOnException(this::isRetried)
                .build());
        retry.getEventPublisher().onRetry(event -> Span.current().event("retry", "reason", String.valueOf(event.getLastThrowable().getMessage())));
        TaggedBulkheadMetrics.ofBulkheadRegistry(bulkheads).bindTo(meters);
        TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(breakers).bindTo(meters);
    }

    /** The module, or the external service, that is called. */
    public String callee() {
        return callee;
    }

    /** The circuit breaker's state: {@code closed} (calls pass), {@code open} (they are rejected) or {@code half_open} (a few pass, as probes). */
    public String state() {
        return breaker.getState().name().toLowerCase(Locale.ROOT);
    }

    /**
     * Makes a call that may be repeated, as a span of the trace: its retries are events, the state of the circuit breaker before it is an attribute.
     *
     * @param name of the span, such as {@code payments.charge}
     * @throws CallFailure if it did not happen, or, as {@link OutcomeUnknown}, may have happened
     */
    public <T> T call(String name, Supplier<T> work) {
        Span span = Span.begin(SpanKind.INTERNAL, name);
        if (span.isRecorded()) {
            span.with("martlet.callee", callee).with("martlet.breaker.state", state());
        }
        return span.call(() -> call(work));
    }

    /**
     * Makes a call that may be repeated.
     *
     * @throws CallFailure if it did not happen, or, as {@link OutcomeUnknown}, may have happened
     */
    public <T> T call(Supplier<T> work) {
        var lost = new AtomicReference<OutcomeUnknown>();
        return retry.executeSupplier(() -> attempt(work, lost));
    }

    /** If an earlier attempt may have happened, the outcome stays unknown although this one did not happen. */
    private <T> T attempt(Supplier<T> work, AtomicReference<OutcomeUnknown> lost) {
        try {
            return once(work);
        } catch (OutcomeUnknown unknown) {
            lost.set(unknown);
            throw unknown;
        } catch (CallFailure failure) {
            if (lost.get() != null) {
                throw new OutcomeUnknown(failure.getMessage() + ", after an attempt that may have happened", lost.get());
            }
            throw failure;
        }
    }

    private <T> T once(Supplier<T> work) {
        requireTime();
        requireTurn();
        try {
            return bulkhead.executeSupplier(() -> {
                // It may have waited for the bulkhead.
                requireTime();
                return breaker.executeSupplier(() -> Deadline.within(settings.timeout(), work));
            });
        } catch (CallNotPermittedException _) {
            throw new CallRejected(callee + " was not called: its circuit breaker is open");
        } catch (BulkheadFullException _) {
            throw new CallRejected(callee + " was not called: too many calls are under way");
        }
    }

    private void requireTime() {
        if (Deadline.isOver()) {
            throw new CallRejected(callee + " was not called: the deadline has passed");
        }
    }

    /** A call does not wait for the bulkhead longer than its caller does, nor for a callee whose circuit breaker is open. */
    private void requireTurn() {
        if (bulkhead.getMetrics().getAvailableConcurrentCalls() > 0) {
            return;
        }
        if (breaker.getState() == CircuitBreaker.State.OPEN) {
            throw new CallRejected(callee + " was not called: its circuit breaker is open");
        }
        if (Deadline.remaining().compareTo(settings.maxWait()) < 0) {
            throw new CallRejected(callee + " was not called: too many calls are under way");
        }
    }

    /** Once when the breaker opens and once when it closes, not for each failed probe in between. */
    private void log(StateTransition transition) {
        switch (transition) {
            case CLOSED_TO_OPEN -> LOG.log(Level.WARNING, () -> "Circuit breaker for " + callee + " opened (retry in "
                    + settings.openWait().toMillis() + " ms): " + latestFailure);
            case HALF_OPEN_TO_CLOSED -> LOG.log(Level.INFO, () -> "Circuit breaker for " + callee + " closed");
            default -> { }
        }
    }

    /** What a failed call means to the circuit breaker. A call whose request the callee refused counts as answered. */
    private static Verdict verdict(CallFailure failure) {
        return switch (failure) {
            case CalleeUnreachable _, OutcomeUnknown _ -> Verdict.FAILURE;
            case CallInvalid _ -> Verdict.SUCCESS;
            case CallRejected _ -> Verdict.IGNORED;
        };
    }

    private static boolean has(Verdict verdict, Throwable failure) {
        return failure instanceof CallFailure known && verdict(known) == verdict;
    }

    private boolean isRetried(Throwable failure) {
        return failure instanceof CallFailure known && switch (known) {
            case CalleeUnreachable _, OutcomeUnknown _ -> Deadline.remaining().compareTo(settings.retryDelay()) > 0;
            case CallRejected _, CallInvalid _ -> false;
        };
    }

    private enum Verdict { SUCCESS, FAILURE, IGNORED }
}
