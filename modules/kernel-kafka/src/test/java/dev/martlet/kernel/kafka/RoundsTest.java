package dev.martlet.kernel.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.kernel.Ids;
import dev.martlet.kernel.events.RawEvent;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RoundsTest {
    @ParameterizedTest
    @CsvSource({"'',''", "a,a", "abc,abc", "aa,a|a", "abab,ab|ab", "abcb,abc|b", "aabbc,a|ab|bc"})
    void noRoundHasAKeyTwiceAndTheOrderStays(String keys, String rounds) {
        List<RawEvent> events = Arrays.stream(keys.split("")).filter(key -> !key.isEmpty()).map(RoundsTest::event).toList();
        assertThat(Rounds.of(events).stream()
                .map(round -> round.stream().map(RawEvent::key).collect(Collectors.joining()))
                .collect(Collectors.joining("|"))).isEqualTo(rounds);
        assertThat(Rounds.of(events).stream().flatMap(List::stream)).containsExactlyElementsOf(events);
    }

    private static RawEvent event(String key) {
        return new RawEvent(Ids.next(), "BirdSeen", key, Instant.now(), "{}");
    }
}
