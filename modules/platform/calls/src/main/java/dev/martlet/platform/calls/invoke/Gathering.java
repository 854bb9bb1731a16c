package dev.martlet.platform.calls.invoke;

import dev.martlet.platform.calls.CallFailure;
import dev.martlet.platform.calls.CalleeUnreachable;
import dev.martlet.platform.calls.OutcomeUnknown;
import dev.martlet.platform.core.context.RequestContext;
import dev.martlet.platform.core.context.Trace;
import dev.martlet.platform.core.work.Deadline;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;

/** Asks several modules or processes at the same time, each for a limited time, so that one that is away delays the others little. */
public final class Gathering {
    private Gathering() {}

    /** @param failure why there is no value */
    public record Answer<T>(Optional<T> value, Optional<CallFailure> failure) {}

    /**
     * @param question changes nothing: it is asked once more if a connection breaks
     * @return by whom was asked, in that order
     */
    public static <K, T> Map<K, Answer<T>> from(Collection<K> asked, Duration longest, Function<K, T> question) {
        RequestContext context = Trace.current().map(RequestContext.NONE::with).orElse(RequestContext.NONE);
        var answers = new LinkedHashMap<K, Answer<T>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var begun = new LinkedHashMap<K, CompletableFuture<Answer<T>>>();
            asked.forEach(one -> begun.put(one, CompletableFuture.supplyAsync(
                    () -> context.call(() -> answer(longest, () -> question.apply(one))), threads)));
            begun.forEach((one, answer) -> answers.put(one, answer.join()));
        } catch (CompletionException bug) {
            throw bug.getCause() instanceof RuntimeException cause ? cause : bug;
        }
        return answers;
    }

    /** A connection that broke says little: there is no guard that asks again. */
    private static <T> T twice(Supplier<T> question) {
        try {
            return question.get();
        } catch (CalleeUnreachable | OutcomeUnknown failure) {
            if (Deadline.isOver()) {
                throw failure;
            }
            return question.get();
        }
    }

    private static <T> Answer<T> answer(Duration longest, Supplier<T> question) {
        try {
            return new Answer<>(Optional.of(Deadline.within(longest, () -> twice(question))), Optional.empty());
        } catch (CallFailure failure) {
            return new Answer<>(Optional.empty(), Optional.of(failure));
        }
    }
}
