package dev.martlet.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.platform.http.server.Accept;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class EntityTagTest {
    @Property
    void theSameBytesHaveTheSameTagAndOthersAnother(@ForAll String one, @ForAll String other) {
        String tag = tag(one);
        assertThat(tag).isEqualTo(tag(one)).matches("\"[A-Za-z0-9_-]{22}\"");
        assertThat(tag.equals(tag(other))).isEqualTo(one.equals(other));
    }

    @Property
    void aListNamesATagIfItHasItPlainWeakOrCompressed(@ForAll("tags") List<String> list) {
        String mine = "\"mine\"";
        List<String> header = List.of(String.join(" , ", list));
        boolean named = list.stream().anyMatch(List.of(mine, "W/" + mine, "\"mine-gzip\"", "W/\"mine-gzip\"", "\"mine-br\"")::contains);
        assertThat(EntityTag.isNamed(header, mine)).isEqualTo(named);
        assertThat(EntityTag.isNamed(list, mine)).isEqualTo(named);
        assertThat(EntityTag.isNamed(list, EntityTag.zipped(mine))).isEqualTo(named);
    }

    @Property
    void anyHeaderIsReadWithoutFailing(@ForAll String header) {
        if (EntityTag.isNamed(List.of(header), "\"mine\"")) {
            assertThat(header).matches(text -> text.strip().equals("*") || text.contains("\"mine"));
        }
        Accept.allows(List.of(header), Entity.JSON);
    }

    @Provide
    Arbitrary<List<String>> tags() {
        return Arbitraries.of("\"mine\"", "W/\"mine\"", "\"mine-gzip\"", "W/\"mine-gzip\"", "\"mine-br\"", "\"mine-x\"", "\"-gzip\"",
                "\"other\"", "\"\"", "\"mi,ne\"", "\"a\\\"", "W/\"x\"").list().ofMaxSize(5);
    }

    private static String tag(String text) {
        return EntityTag.of(text.getBytes(StandardCharsets.UTF_16));
    }
}
