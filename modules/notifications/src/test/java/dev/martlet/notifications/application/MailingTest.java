package dev.martlet.notifications.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.notifications.application.Mailer.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailingTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private final List<String> records = new ArrayList<>();
    private final List<Mail> due = new ArrayList<>();
    private Function<Mail, Delivery> server = _ -> new Delivery.Accepted();
    private int hangUps;
    private Instant now = NOW;

    private final MailQueue queue = new MailQueue() {
        @Override
        public List<Mail> take(Instant now, Instant leasedUntil, int limit) {
            var taken = due.stream().limit(limit).toList();
            due.removeAll(taken);
            return taken;
        }

        @Override
        public void sent(Mail mail, Instant now) {
            records.add(mail.subject() + " sent");
        }

        @Override
        public void failed(Mail mail) {
            records.add(mail.subject() + " failed");
        }

        @Override
        public void later(Mail mail, Instant due) {
            records.add(mail.subject() + " in " + Duration.between(NOW, due).toSeconds() + " s");
        }

        @Override
        public void expire(Instant createdBefore, int limit) {
            records.add("expire before " + createdBefore);
        }
    };

    private final Mailer mailer = new Mailer() {
        @Override
        public Delivery send(Mail mail) {
            return server.apply(mail);
        }

        @Override
        public void hangUp() {
            hangUps++;
        }
    };

    private final Mailing mailing = new Mailing(queue, mailer, ((InstantSource) () -> now).withZone(ZoneOffset.UTC), Duration.ofHours(24));

    @Test
    void whatIsDueIsSent() {
        due("a", "b");

        assertThat(mailing.sendSome()).isFalse();
        assertThat(records).containsExactly("a sent", "b sent");
        assertThat(hangUps).isEqualTo(1);
    }

    @Test
    void aFullBatchIsFollowedByAnother() {
        for (int i = 0; i < 11; i++) {
            due("m" + i);
        }

        assertThat(mailing.sendSome()).isTrue();
        assertThat(mailing.sendSome()).isFalse();
        assertThat(records).hasSize(11);
    }

    @Test
    void aRefusedMailDoesNotHoldUpTheOthers() {
        due("a", "b", "c");
        server = mail -> switch (mail.subject()) {
            case "a" -> new Delivery.Refused("550");
            case "b" -> new Delivery.Postponed("450");
            default -> new Delivery.Accepted();
        };

        mailing.sendSome();

        assertThat(records).containsExactly("a failed", "b in 1 s", "c sent");
    }

    @Test
    void aServerThatIsNotThereIsAskedOnceForAllThatIsDue() {
        due("a", "b", "c");
        var asked = new ArrayList<Mail>();
        server = mail -> {
            asked.add(mail);
            return new Delivery.Unreachable("connection refused");
        };

        assertThat(mailing.sendSome()).isFalse();
        assertThat(asked).hasSize(1);
        assertThat(records).containsExactly("a in 1 s", "b in 1 s", "c in 1 s");
    }

    @Test
    void aServerThatIsTooSlowForTheLeaseGetsNoMoreOfTheBatch() {
        due("a", "b");
        server = _ -> {
            now = NOW.plusSeconds(300);
            return new Delivery.Accepted();
        };

        assertThat(mailing.sendSome()).isFalse();
        assertThat(records).containsExactly("a sent", "b in 301 s");
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 4", "10, 512", "11, 512", "1000, 512"})
    void pausesGrowUpToAFewMinutes(int attempt, int seconds) {
        due.add(new Mail(UUID.randomUUID(), "a@example.org", "Ada", "a", "", attempt));
        server = _ -> new Delivery.Postponed("450");

        mailing.sendSome();

        assertThat(records).containsExactly("a in " + seconds + " s");
    }

    @Test
    void whatHasWaitedTooLongIsGivenUp() {
        assertThat(mailing.expireSome()).isFalse();
        assertThat(records).containsExactly("expire before 2026-02-28T12:00:00Z");
    }

    private void due(String... subjects) {
        for (String subject : subjects) {
            due.add(new Mail(UUID.randomUUID(), "a@example.org", "Ada", subject, "", 1));
        }
    }
}
