package dev.martlet.platform.events.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.platform.core.Ids;
import dev.martlet.platform.core.json.Json;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RawEventTest {
    @ParameterizedTest
    @ValueSource(strings = {
        "{\"amount\":1.10,\"big\":12345678901234567890.123456789,\"deep\":[{\"a\":null},true]}", "null", "\"text with \\\"quotes\\\"\"", "[]", "7"
    })
    void thePayloadTravelsAsItIs(String payload) {
        var event = new RawEvent(Ids.next(), "BirdSeen", "k", Instant.parse("2026-01-01T00:00:00.123456Z"), payload);
        var request = new EventBatch("nests", "diary", 0, List.of(new NumberedEvent(1, event)));

        String json = Json.tolerant().writeValueAsString(request);

        assertThat(json).contains("\"payload\":" + payload);
        assertThat(Json.tolerant().readValue(json, EventBatch.class)).isEqualTo(request);
    }
}
