package dev.martlet.bootstrap.support;

import dev.martlet.platform.testing.RestClient;
import dev.martlet.platform.testing.RestClient.Response;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Orders that keep coming at a constant rate, independent of the responses. */
public final class Load implements AutoCloseable {
    private static final int MOST = 2000;

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<Answered> answers = new ConcurrentLinkedQueue<>();
    private final Queue<RuntimeException> failures = new ConcurrentLinkedQueue<>();
    private final Supplier<RestClient> http;
    private final IntFunction<String> bodies;
    private final int most;
    private int sent;

    /**
     * @param begin of the request, as {@link System#nanoTime}
     * @param retryAfter whether the response has that header
     * @param order that was recorded, if the response names it
     */
    public record Answered(int status, long begin, Duration time, boolean retryAfter, Optional<String> order) {}

    private Load(Supplier<RestClient> http, IntFunction<String> bodies, int most) {
        this.http = http;
        this.bodies = bodies;
        this.most = most;
    }

    /** @param bodies the body of each order by its number */
    public static Load of(RestClient http, int ordersASecond, IntFunction<String> bodies) {
        return of(() -> http, ordersASecond, bodies);
    }

    /** @param http where orders go at the moment */
    public static Load of(Supplier<RestClient> http, int ordersASecond, IntFunction<String> bodies) {
        return of(http, ordersASecond, bodies, MOST);
    }

    /** @param most orders in all */
    public static Load of(Supplier<RestClient> http, int ordersASecond, IntFunction<String> bodies, int most) {
        var load = new Load(http, bodies, most);
        load.clock.scheduleAtFixedRate(load::next, 0, TimeUnit.SECONDS.toMicros(1) / ordersASecond, TimeUnit.MICROSECONDS);
        return load;
    }

    /** Those whose request began at or after a moment. */
    public List<Answered> since(long moment, Predicate<Answered> which) {
        return answers.stream().filter(answer -> answer.begin - moment >= 0).filter(which).toList();
    }

    public List<Answered> all() {
        return List.copyOf(answers);
    }

    public long count(long moment, int status) {
        return since(moment, answer -> answer.status == status).size();
    }

    public int total() {
        return answers.size();
    }

    /** Requests that got no answer at all. */
    public int unanswered() {
        return failures.size();
    }

    public static Duration percentile(int percent, List<Duration> times) {
        List<Duration> sorted = times.stream().sorted().toList();
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }

    /** No more orders; those under way are awaited. */
    public void end() {
        clock.close();
        clients.close();
    }

    @Override
    public void close() {
        end();
    }

    private void next() {
        if (sent < most) {
            String body = bodies.apply(sent++);
            clients.execute(() -> place(body));
        }
    }

    private void place(String body) {
        long begin = System.nanoTime();
        try {
            Response response = http.get().post("/orders", body);
            var time = Duration.ofNanos(System.nanoTime() - begin);
            answers.add(new Answered(response.status(), begin, time, response.header("Retry-After").isPresent(), order(response)));
        } catch (UncheckedIOException failure) {
            failures.add(failure);
        }
    }

    private static Optional<String> order(Response response) {
        return response.status() == 201 || response.status() == 202 ? Optional.of(response.text("id")) : Optional.empty();
    }
}
