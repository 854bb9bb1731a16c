package dev.martlet.notifications.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.notifications.application.Mailer.Delivery;
import dev.martlet.notifications.domain.Mail;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DispatchMailTest {
    private final InMemoryMailQueue queue = new InMemoryMailQueue();
    private final ServerHealth server = new ServerHealth(() -> 0);
    private final DispatchMail dispatcher = new DispatchMail(queue, server, Duration.ofHours(1));
    private final FakeMailer mailer = new FakeMailer(new Delivery.Accepted());
    /** The senders that were woken, in order. */
    private final Queue<SendMail> woken = new ArrayDeque<>();

    @Test
    void aHealthyServerGetsFourMailsAtATime() {
        addSenders(10);
        IntStream.range(0, 6).forEach(n -> queue.add("ada@example" + n + ".org"));

        assertThat(dispatcher.dispatch()).isTrue();
        assertThat(dispatcher.dispatch()).isFalse();
        assertThat(woken).hasSize(4);

        woken.remove().send();
        assertThat(dispatcher.dispatch()).isTrue();
        assertThat(woken).hasSize(4);
    }

    @Test
    void aSenderGetsOneMailAtATime() {
        addSenders(1);
        queue.add("ada@example.org");
        queue.add("eve@example.com");

        dispatcher.dispatch();
        assertThat(dispatcher.dispatch()).isFalse();

        woken.remove().send();
        dispatcher.dispatch();
        woken.remove().send();
        assertThat(mailer.sent()).extracting(Mail::address).containsExactly("ada@example.org", "eve@example.com");
    }

    @Test
    void aDomainHoldsAtMostHalfOfTheSenders() {
        addSenders(2);
        queue.add("ada@example.org");
        dispatcher.dispatch();
        queue.add("eve@example.org");
        queue.add("grace@example.com");

        dispatcher.dispatch();

        woken.forEach(SendMail::send);
        assertThat(mailer.sent()).extracting(Mail::address).containsExactly("ada@example.org", "grace@example.com");
    }

    @Test
    void anUnreachableServerGetsNoMail() {
        addSenders(1);
        queue.add("ada@example.org");
        server.unreachable("Connection refused");

        assertThat(dispatcher.dispatch()).isFalse();
        assertThat(woken).isEmpty();
    }

    @Test
    void theLeasesOfMailsInFlightAreRenewed() {
        var renewing = new DispatchMail(queue, server, Duration.ZERO);
        renewing.add(new SendMail(queue, mailer, server, new RetrySchedule(() -> 0)), () -> { });
        queue.add("ada@example.org");

        renewing.dispatch();
        renewing.dispatch();

        assertThat(queue.outcomes()).containsExactly("renewed 1");
    }

    private void addSenders(int count) {
        for (int number = 0; number < count; number++) {
            var sender = new SendMail(queue, mailer, server, new RetrySchedule(() -> 0));
            dispatcher.add(sender, () -> woken.add(sender));
        }
    }
}
