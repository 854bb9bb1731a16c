package dev.martlet.platform.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.martlet.platform.core.Money;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

class JsonTest {
    enum Colour { RED, GREEN }

    record Item(String name, Integer count, long weight, Boolean flag, Colour colour, UUID id, Optional<String> note, List<String> tags,
            Instant at) {}

    record View(String zebra, Optional<Integer> apple, @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> reason) {
        boolean isEmpty() {
            return false;
        }

        String getLong() {
            return "no member";
        }
    }

    sealed interface Outcome {
        record Reserved(UUID id) implements Outcome {}

        record InsufficientStock(List<String> products) implements Outcome {}

        record Unknown() implements Outcome {}
    }

    record Even(int number) {
        Even {
            if (number % 2 != 0) {
                throw new IllegalArgumentException(number + " is odd");
            }
        }
    }

    record Holder(Outcome outcome, List<Outcome> more) {}

    @Test
    void whatIsWrittenReadsBackTheSame() {
        var item = new Item("a", 3, 4, true, Colour.GREEN, UUID.randomUUID(), Optional.of("n"), List.of("x"),
                Instant.parse("2026-01-31T12:00:00.123456Z"));
        assertThat(Json.strict().readValue(Json.strict().writeValueAsString(item), Item.class)).isEqualTo(item);
        assertThat(Json.tolerant().readValue(Json.tolerant().writeValueAsString(item), Item.class)).isEqualTo(item);
        assertThat(Json.tolerant().writeValueAsString(item)).isEqualTo(Json.strict().writeValueAsString(item))
                .contains("\"2026-01-31T12:00:00.123456Z\"");
    }

    @Test
    void membersKeepTheOrderOfTheRecordAndEmptyOptionalsAreNullUnlessLeftOut() {
        assertThat(Json.strict().writeValueAsString(new View("z", Optional.empty(), Optional.empty()))).isEqualTo("{\"zebra\":\"z\",\"apple\":null}");
        assertThat(Json.tolerant().writeValueAsString(new View("z", Optional.of(1), Optional.of("r"))))
                .isEqualTo("{\"zebra\":\"z\",\"apple\":1,\"reason\":\"r\"}");
    }

    @Test
    void missingMembersAreNullAndMissingOptionalsEmpty() {
        var item = Json.strict().readValue("{\"weight\": 1}", Item.class);
        assertThat(item.name()).isNull();
        assertThat(item.note()).isEmpty();
        assertThat(Json.strict().readValue("{\"weight\": 1, \"note\": null}", Item.class).note()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{}", "{\"weight\": null}", "{\"weight\": \"5\"}", "{\"weight\": 1.0}", "{\"weight\": 1e2}", "{\"weight\": true}",
        "{\"weight\": 9223372036854775808}",
        "{\"weight\": 1, \"count\": \"5\"}", "{\"weight\": 1, \"count\": 1.0}", "{\"weight\": 1, \"count\": 2147483648}",
        "{\"weight\": 1, \"count\": \"\"}",
        "{\"weight\": 1, \"name\": 5}", "{\"weight\": 1, \"name\": true}", "{\"weight\": 1, \"name\": 1.5}", "{\"weight\": 1, \"name\": {}}",
        "{\"weight\": 1, \"name\": [\"a\"]}", "{\"weight\": 1, \"name\": \"\\u0000\"}", "{\"weight\": 1, \"name\": \"\\ud800\"}",
        "{\"weight\": 1, \"flag\": \"true\"}", "{\"weight\": 1, \"flag\": 1}", "{\"weight\": 1, \"colour\": 0}", "{\"weight\": 1, \"colour\": \"0\"}",
        "{\"weight\": 1, \"colour\": \"red\"}", "{\"weight\": 1, \"colour\": \"\"}", "{\"weight\": 1, \"id\": \"1-1-1-1-1\"}",
        "{\"weight\": 1, \"id\": \"\"}",
        "{\"weight\": 1, \"tags\": \"a\"}", "{\"weight\": 1, \"tags\": {}}", "{\"weight\": 1, \"tags\": \"\"}", "{\"weight\": 1, \"tags\": [1]}",
        "{\"weight\": 1, \"note\": 1}",
        "{\"weight\": 1, \"at\": 1}", "{\"weight\": 1, \"at\": \"2026-01-31\"}",
        "{\"weight\": 1, \"weight\": 1}", "{\"weight\": 1, \"other\": 1}", "{\"weight\": 1} {}", "{\"weight\": 1", "[]", "\"\"", "1", "",
        "{'weight': 1}",
        "{\"weight\": 01}", "{\"weight\": NaN}", "{\"weight\": 1,}", "/**/{\"weight\": 1}",
        "{\"weight\": 11111111111111111111111111111111111111111111111111111111111111111111}"
    })
    void strictRefuses(String json) {
        assertThatThrownBy(() -> Json.strict().readValue(json, Item.class)).isInstanceOf(JacksonException.class);
    }

    @Test
    void strictRefusesDeepNesting() {
        assertThatThrownBy(() -> Json.strict().readTree("[".repeat(51) + "]".repeat(51))).isInstanceOf(JacksonException.class);
        assertThat(Json.strict().readTree("[".repeat(50) + "]".repeat(50)).isArray()).isTrue();
    }

    @Test
    void tolerantIgnoresWhatItDoesNotKnow() {
        assertThat(Json.tolerant().readValue("{\"amount\": 5, \"currency\": \"EUR\", \"later\": {\"x\": [1]}}", Money.class))
                .isEqualTo(Money.of(5, "EUR"));
    }

    @Test
    void whatARecordDoesNotTakeIsRefusedWithItsReason() {
        assertThat(Json.strict().readValue("{\"number\": 2}", Even.class)).isEqualTo(new Even(2));
        assertThatThrownBy(() -> Json.strict().readValue("{\"number\": 3}", Even.class))
                .isInstanceOf(JacksonException.class).hasMessageContaining("3 is odd").hasCauseInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void moneyIsItsTwoComponents() {
        assertThat(Json.strict().writeValueAsString(Money.of(1999, "EUR"))).isEqualTo("{\"amount\":1999,\"currency\":\"EUR\"}");
    }

    @Test
    void aSealedOutcomeIsNamedInJson() {
        Outcome outcome = new Outcome.InsufficientStock(List.of("a"));
        String json = Json.tolerant().writeValueAsString(outcome);
        assertThat(json).isEqualTo("{\"outcome\":\"insufficient-stock\",\"products\":[\"a\"]}");
        assertThat(Json.tolerant().readValue(json, Outcome.class)).isEqualTo(outcome);
        assertThat(Json.tolerant().readValue(json, Outcome.InsufficientStock.class)).isEqualTo(outcome);
        assertThat(Json.tolerant().readValue("{\"outcome\":\"unknown\",\"more\":1}", Outcome.class)).isEqualTo(new Outcome.Unknown());
    }

    @Test
    void outcomesInsideOtherRecordsAreNamedInJsonToo() {
        var holder = new Holder(new Outcome.Unknown(), List.of(new Outcome.Reserved(new UUID(1, 2))));
        String json = Json.tolerant().writeValueAsString(holder);
        assertThat(json).contains("{\"outcome\":\"unknown\"}").contains("\"reserved\"");
        assertThat(Json.tolerant().readValue(json, Holder.class)).isEqualTo(holder);
    }

    @Test
    void anUnknownOutcomeIsRefused() {
        assertThatThrownBy(() -> Json.tolerant().readValue("{\"outcome\":\"new-one\"}", Outcome.class)).isInstanceOf(JacksonException.class);
    }
}
