package dev.martlet.platform.core.observe;

import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Times calls whose result is one of the records of a sealed interface; the record's name, in snake case, is the tag {@code outcome}. */
public final class OutcomeTimers<A> {
    private final MeterProvider<Timer> timers;

    /**
     * Every outcome is registered at once, so that a rate of one that is rare begins at 0.
     *
     * @param tags further ones: key, value, …
     */
    public OutcomeTimers(MeterRegistry meters, String name, String description, Class<A> outcomes, String... tags) {
        timers = Timer.builder(name).description(description).tags(tags).withRegistry(meters);
        Arrays.stream(outcomes.getPermittedSubclasses()).forEach(this::timer);
    }

    public A time(Supplier<? extends A> call) {
        long begin = System.nanoTime();
        A answer = call.get();
        timer(answer.getClass()).record(System.nanoTime() - begin, TimeUnit.NANOSECONDS);
        return answer;
    }

    private Timer timer(Class<?> outcome) {
        return timers.withTag("outcome", snakeCase(outcome.getSimpleName()));
    }

    private static String snakeCase(String name) {
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }
}
