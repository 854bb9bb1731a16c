package dev.martlet.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** RFC 7396. */
class MergePatchTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** The RFC's own examples (appendix A). */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"a\":\"b\"} | {\"a\":\"c\"} | {\"a\":\"c\"}",
        "{\"a\":\"b\"} | {\"b\":\"c\"} | {\"a\":\"b\",\"b\":\"c\"}",
        "{\"a\":\"b\"} | {\"a\":null} | {}",
        "{\"a\":\"b\",\"b\":\"c\"} | {\"a\":null} | {\"b\":\"c\"}",
        "{\"a\":[\"b\"]} | {\"a\":\"c\"} | {\"a\":\"c\"}",
        "{\"a\":\"c\"} | {\"a\":[\"b\"]} | {\"a\":[\"b\"]}",
        "{\"a\":{\"b\":\"c\"}} | {\"a\":{\"b\":\"d\",\"c\":null}} | {\"a\":{\"b\":\"d\"}}",
        "{\"a\":[{\"b\":\"c\"}]} | {\"a\":[1]} | {\"a\":[1]}",
        "[\"a\",\"b\"] | [\"c\",\"d\"] | [\"c\",\"d\"]",
        "{\"a\":\"b\"} | [\"c\"] | [\"c\"]",
        "{\"a\":\"foo\"} | null | null",
        "{\"a\":\"foo\"} | \"bar\" | \"bar\"",
        "{\"e\":null} | {\"a\":1} | {\"e\":null,\"a\":1}",
        "[1,2] | {\"a\":\"b\",\"c\":null} | {\"a\":\"b\"}",
        "{} | {\"a\":{\"bb\":{\"ccc\":null}}} | {\"a\":{\"bb\":{}}}"
    })
    void theExamplesOfTheRfcHold(String target, String patch, String result) {
        assertThat(MergePatch.merge(JSON.readTree(target), JSON.readTree(patch))).isEqualTo(JSON.readTree(result));
    }

    @Test
    void theTargetIsNotChanged() {
        JsonNode target = JSON.readTree("{\"a\":{\"b\":1}}");
        MergePatch.merge(target, JSON.readTree("{\"a\":{\"b\":null}}"));
        assertThat(target).isEqualTo(JSON.readTree("{\"a\":{\"b\":1}}"));
    }

    @Property
    void anEmptyPatchChangesNothing(@ForAll("objects") JsonNode target) {
        assertThat(MergePatch.merge(target, JSON.createObjectNode())).isEqualTo(target);
    }

    @Property
    void patchingTwiceIsPatchingOnce(@ForAll("objects") JsonNode target, @ForAll("objects") JsonNode patch) {
        JsonNode once = MergePatch.merge(target, patch);
        assertThat(MergePatch.merge(once, patch)).isEqualTo(once);
    }

    @Property
    void onlyWhatThePatchNamesIsChanged(@ForAll("objects") JsonNode target, @ForAll("objects") JsonNode patch) {
        JsonNode result = MergePatch.merge(target, patch);
        for (String name : target.propertyNames()) {
            if (!patch.has(name)) {
                assertThat(result.get(name)).isEqualTo(target.get(name));
            }
        }
        for (Map.Entry<String, JsonNode> member : patch.properties()) {
            assertThat(result.has(member.getKey())).isEqualTo(!member.getValue().isNull());
        }
    }

    @Provide
    Arbitrary<JsonNode> objects() {
        return members(Arbitraries.lazyOf(this::scalars, this::scalars, () -> members(scalars()))).map(JSON::<JsonNode>valueToTree);
    }

    private Arbitrary<Object> scalars() {
        return Arbitraries.<Object>of("x", "y", 1, true, java.util.List.of(1)).injectNull(0.2);
    }

    private Arbitrary<Object> members(Arbitrary<Object> values) {
        return Arbitraries.maps(Arbitraries.of("a", "b", "c", "d"), values).ofMaxSize(4).map(map -> (Object) map);
    }
}
