package dev.martlet.platform.http.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.Optional;

/**
 * A token bucket for each caller, for at most {@value #MOST_CALLERS} callers at a time. A bucket that would be full again is forgotten, which changes nothing.
 * If there are more callers than that, the cache (W-TinyLFU) gives up those that were seen least often: a flood of new callers does not make it forget a busy
 * one, whose bucket would be full again.
 */
public final class RateLimit {
    static final int MOST_CALLERS = 50_000;
    private static final Duration SHORTEST_MEMORY = Duration.ofSeconds(10);

    private final Bandwidth bandwidth;
    private final Cache<String, Bucket> buckets;

    public RateLimit(Rate rate) {
        bandwidth = Bandwidth.builder().capacity(rate.burst()).refillGreedy(rate.requests(), rate.period()).build();
        Duration untilFull = rate.period().multipliedBy(rate.burst()).dividedBy(rate.requests()).plus(rate.period());
        buckets = Caffeine.newBuilder()
                .maximumSize(MOST_CALLERS)
                .expireAfterAccess(untilFull.compareTo(SHORTEST_MEMORY) < 0 ? SHORTEST_MEMORY : untilFull)
                .executor(Runnable::run)
                .build();
    }

    /**
     * How fast a bucket fills, and how much it holds.
     *
     * @param requests in each period
     * @param burst requests that a caller who was quiet may send at once
     */
    public record Rate(int requests, Duration period, int burst) {}

    /** Counts a request. @return how long the caller has to wait; empty if the request is allowed */
    public Optional<Duration> count(String caller) {
        ConsumptionProbe probe = buckets.get(caller, _ -> full()).tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    /** Takes back that a request was counted. */
    public void giveBack(String caller) {
        Optional.ofNullable(buckets.getIfPresent(caller)).ifPresent(bucket -> bucket.addTokens(1));
    }

    /** How many callers are counted. */
    public UsedLimit used(String name) {
        return new UsedLimit(name, callers(), MOST_CALLERS);
    }

    /** The number of callers in memory. */
    long callers() {
        buckets.cleanUp();
        return buckets.estimatedSize();
    }

    private Bucket full() {
        return Bucket.builder().addLimit(bandwidth).build();
    }
}
