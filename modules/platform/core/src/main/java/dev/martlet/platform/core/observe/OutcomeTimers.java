package dev.martlet.platform.core.observe;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Times calls whose result is one of the records of a sealed interface; the record's name, in snake case, is the tag {@code outcome}. */
public final class OutcomeTimers<A> {
    private final Map<Class<?>, Timer> timers;

    /**
     * Every outcome is registered at once, so that a rate of one that is rare begins at 0.
     *
     * @param tags further ones: key, value, …
     */
    public OutcomeTimers(MeterRegistry meters, String name, String description, Class<A> outcomes, String... tags) {
        var provider = Timer.builder(name).description(description).tags(tags).withRegistry(meters);
        timers = Arrays.stream(outcomes.getPermittedSubclasses()).collect(Collectors.toUnmodifiableMap(
                Function.identity(), outcome -> provider.withTag("outcome", snakeCase(outcome.getSimpleName()))));
    }

    public A time(Supplier<? extends A> call) {
        long begin = System.nanoTime();
        A answer = call.get();
        timers.get(answer.getClass()).record(System.nanoTime() - begin, TimeUnit.NANOSECONDS);
        return answer;
    }

    private static String snakeCase(String name) {
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }
}
