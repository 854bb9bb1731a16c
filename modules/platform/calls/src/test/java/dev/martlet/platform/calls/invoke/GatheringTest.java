package dev.martlet.platform.calls.invoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.martlet.platform.calls.CallRejected;
import dev.martlet.platform.calls.OutcomeUnknown;
import dev.martlet.platform.core.work.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GatheringTest {
    private static final Duration LONGEST = Duration.ofSeconds(20);

    @Test
    void allAreAskedAtTheSameTimeAndAFailureIsAnAnswer() {
        var asked = new CountDownLatch(3);
        var answers = Gathering.from(List.of("orders", "payments", "customers"), LONGEST, module -> {
            asked.countDown();
            await(asked);
            if (module.equals("payments")) {
                throw new CallRejected("payments was not called");
            }
            return module + " " + Deadline.remaining().compareTo(LONGEST);
        });
        assertThat(answers.keySet()).containsExactly("orders", "payments", "customers");
        assertThat(answers.get("orders").value()).contains("orders -1");
        assertThat(answers.get("payments").value()).isEmpty();
        assertThat(answers.get("payments").failure().map(Throwable::getMessage)).contains("payments was not called");
        assertThat(answers.get("customers").failure()).isEmpty();
    }

    @Test
    void whoDoesNotAnswerIsAskedOnceMore() {
        var times = new AtomicInteger();
        var answers = Gathering.from(List.of("once", "never"), LONGEST, module -> {
            if (module.equals("never") || times.incrementAndGet() == 1) {
                throw new OutcomeUnknown("the connection broke");
            }
            return times.get();
        });
        assertThat(answers.get("once").value()).contains(2);
        assertThat(answers.get("never").failure()).isPresent();
    }

    @Test
    void aBugIsNoAnswer() {
        assertThatThrownBy(() -> Gathering.from(List.of(1), LONGEST, _ -> Optional.empty().orElseThrow(() -> new IllegalStateException("a bug"))))
                .isInstanceOf(IllegalStateException.class).hasMessage("a bug");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
