package dev.martlet.notifications.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.notifications.domain.Mail;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryScheduleTest {
    private final RetrySchedule schedule = new RetrySchedule(() -> 0);

    @ParameterizedTest
    @CsvSource({"0, 0, 1", "1, 1, 2", "2, 3, 4", "5, 31, 32", "6, 63, 45", "1000, 599, 45"})
    void inTheFirstTenMinutesAMailWaitsLessThanAMinute(int failures, int failingFor, int seconds) {
        assertThat(schedule.delayAfter(mail(failures, failingFor))).hasSeconds(seconds);
    }

    @ParameterizedTest
    @CsvSource({"600, 75", "3600, 450", "14400, 1800", "86400, 1800"})
    void laterDelaysGrowUpToHalfAnHour(int failingFor, int seconds) {
        assertThat(schedule.delayAfter(mail(20, failingFor))).hasSeconds(seconds);
    }

    @Test
    void jitterShortensADelayByUpToAFifth() {
        assertThat(new RetrySchedule(() -> 1).delayAfter(mail(20, 3600))).hasSeconds(360);
        assertThat(new RetrySchedule(() -> 0.5).delayAfter(mail(20, 3600))).hasSeconds(405);
    }

    private static Mail mail(int failures, int failingFor) {
        return new Mail(UUID.randomUUID(), UUID.randomUUID(), "ada@example.org", "Ada", "", "", Instant.EPOCH, failures, Duration.ofSeconds(failingFor));
    }
}
