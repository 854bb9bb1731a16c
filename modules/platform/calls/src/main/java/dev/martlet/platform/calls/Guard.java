package dev.martlet.platform.calls;

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
 * Stands before every call to one module, here or elsewhere: a bulkhead bounds how many are under way, a circuit breaker stops asking a module that does not
 * answer, a deadline bounds each call, and what bears repetition is repeated. Business outcomes are values and never count as failures.
 */
public final class Guard {
    private static final Logger LOG = System.getLogger(Guard.class.getName());

    private final String module;
    private final GuardSettings settings;
    private final Bulkhead bulkhead;
    private final CircuitBreaker breaker;
    private final Retry retry;
    private volatile Throwable latestFailure;

    public Guard(String module, GuardSettings settings, MeterRegistry meters) {
        this.module = module;
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
                .recordException(Guard::isFailure)
                .ignoreException(Guard::saysNothing)
                .build());
        bulkhead = bulkheads.bulkhead(module);
        breaker = breakers.circuitBreaker(module);
        breaker.getEventPublisher()
                .onError(event -> latestFailure = event.getThrowable())
                .onStateTransition(event -> log(event.getStateTransition()));
        retry = Retry.of(module, RetryConfig.custom()
                .maxAttempts(settings.attempts())
                .waitDuration(settings.retryDelay())
                .retryOnException(this::bearsAnotherAttempt)
                .build());
        TaggedBulkheadMetrics.ofBulkheadRegistry(bulkheads).bindTo(meters);
        TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(breakers).bindTo(meters);
    }

    /** The module that is called. */
    public String module() {
        return module;
    }

    /** {@code closed} (calls go through), {@code open} (they are refused) or {@code half_open} (some go through, to see). */
    public String state() {
        return breaker.getState().name().toLowerCase(Locale.ROOT);
    }

    /**
     * Makes a call that bears repetition.
     *
     * @throws CallRefused if it did not happen
     * @throws OutcomeUnknown if it may have happened
     */
    public <T> T call(Supplier<T> work) {
        var lost = new AtomicReference<OutcomeUnknown>();
        return retry.executeSupplier(() -> attempt(work, lost));
    }

    /** A refusal after an attempt that may have happened leaves it open whether it has. */
    private <T> T attempt(Supplier<T> work, AtomicReference<OutcomeUnknown> lost) {
        try {
            return once(work);
        } catch (OutcomeUnknown unknown) {
            lost.set(unknown);
            throw unknown;
        } catch (CallRefused refused) {
            if (lost.get() != null) {
                throw new OutcomeUnknown(refused.getMessage() + ", after an attempt that may have happened", lost.get());
            }
            throw refused;
        }
    }

    private <T> T once(Supplier<T> work) {
        if (Deadline.isOver()) {
            throw new CallRefused(module + " was not called: no time is left");
        }
        try {
            return bulkhead.executeSupplier(() -> breaker.executeSupplier(() -> Deadline.within(settings.timeout(), work)));
        } catch (CallNotPermittedException _) {
            throw new CallRefused(module + " was not called: its breaker is open");
        } catch (BulkheadFullException _) {
            throw new CallRefused(module + " was not called: too many calls to it are under way");
        }
    }

    /** Once when it begins and once when it is over, however long it lasts and however often a probe fails meanwhile. */
    private void log(StateTransition transition) {
        switch (transition) {
            case CLOSED_TO_OPEN -> LOG.log(Level.WARNING, () -> module + " does not answer: calls to it are refused, but for a few every "
                    + settings.openWait().toMillis() + " ms to see whether it is back; last: " + latestFailure);
            case HALF_OPEN_TO_CLOSED -> LOG.log(Level.INFO, () -> module + " answers again");
            default -> { }
        }
    }

    /** A request that the module refuses is the caller's fault: the module has answered. */
    private static boolean isFailure(Throwable failure) {
        return failure instanceof OutcomeUnknown || failure instanceof CallRefused refused && refused.kind() == CallRefused.Kind.UNREACHABLE;
    }

    /** A call that was not sent is neither a failure nor a success of the module. */
    private static boolean saysNothing(Throwable failure) {
        return failure instanceof CallRefused refused && refused.kind() == CallRefused.Kind.REJECTED;
    }

    private boolean bearsAnotherAttempt(Throwable failure) {
        return isFailure(failure) && Deadline.remaining().compareTo(settings.retryDelay()) > 0;
    }
}
