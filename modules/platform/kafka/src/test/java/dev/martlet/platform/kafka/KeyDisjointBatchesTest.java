package dev.martlet.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.platform.core.Ids;
import dev.martlet.platform.events.transport.RawEvent;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KeyDisjointBatchesTest {
    @ParameterizedTest
    @CsvSource({"'',''", "a,a", "abc,abc", "aa,a|a", "abab,ab|ab", "abcb,abc|b", "aabbc,a|ab|bc"})
    void noBatchHasAKeyTwiceAndTheOrderIsKept(String keys, String batches) {
        List<RawEvent> events = Arrays.stream(keys.split("")).filter(key -> !key.isEmpty()).map(KeyDisjointBatchesTest::event).toList();
        assertThat(KeyDisjointBatches.of(events).stream()
                .map(batch -> batch.stream().map(RawEvent::key).collect(Collectors.joining()))
                .collect(Collectors.joining("|"))).isEqualTo(batches);
        assertThat(KeyDisjointBatches.of(events).stream().flatMap(List::stream)).containsExactlyElementsOf(events);
    }

    private static RawEvent event(String key) {
        return new RawEvent(Ids.next(), "BirdSeen", key, Instant.now(), "{}");
    }
}
