package dev.martlet.platform.http.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.platform.core.work.Deadline;
import dev.martlet.platform.http.problem.ProblemException;
import dev.martlet.platform.http.problem.ProblemType;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {
    private static final int KIB = 1024;

    private final MemoryBudget budget = new MemoryBudget(100 * KIB);

    @Test
    void aRequestThatFindsNoMemoryIsRefusedInTime() {
        try (var first = budget.share(); var second = budget.share()) {
            first.take(60 * KIB);
            long started = System.nanoTime();
            ProblemException refused = refusal(second, 41 * KIB);
            var waited = Duration.ofNanos(System.nanoTime() - started);
            assertThat(refused.problem().type()).isEqualTo(ProblemType.OVERLOADED);
            assertThat(waited).isLessThan(Duration.ofSeconds(1));
            second.take(40 * KIB);
        }
    }

    @Test
    void aRequestWaitsForWhatAnotherGivesBack() throws Exception {
        try (var first = budget.share()) {
            first.take(100 * KIB);
            var second = CompletableFuture.supplyAsync(() -> take(budget.share(), 50 * KIB));
            first.reduceTo(50 * KIB);
            assertThat(second.get(5, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void whatIsTakenIsGivenBackWhole() {
        for (int i = 0; i < 1000; i++) {
            try (var share = budget.share()) {
                share.take(70 * KIB + 1);
                share.reduceTo(KIB);
                share.reduceTo(50 * KIB);
                share.take(20 * KIB);
            }
        }
        try (var all = budget.share()) {
            assertThat(take(all, 100 * KIB)).isTrue();
        }
    }

    @Test
    void aRequestThatNeedsMoreThanThereIsHasAllOfIt() {
        try (var share = budget.share()) {
            share.take(80 * KIB);
            assertThat(take(share, 1000 * KIB)).isTrue();
        }
    }

    private static ProblemException refusal(MemoryBudget.Share share, int bytes) {
        try {
            Deadline.within(Duration.ofMillis(100), () -> take(share, bytes));
        } catch (ProblemException refused) {
            return refused;
        }
        throw new AssertionError("not refused");
    }

    private static boolean take(MemoryBudget.Share share, long bytes) {
        share.take(bytes);
        return true;
    }
}
