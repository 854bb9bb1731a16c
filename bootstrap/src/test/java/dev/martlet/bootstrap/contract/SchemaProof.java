package dev.martlet.bootstrap.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import dev.martlet.platform.core.json.Json;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.node.ObjectNode;

/** Shows that a schema is what the mapper between processes writes and reads: for values that are made up for the type. */
public final class SchemaProof {
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemaRegistryConfig(SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

    private SchemaProof() {}

    public static void check(Class<?> type) {
        ObjectNode schema = Schemas.of(type);
        String closed = closed(schema).toString();
        for (Object value : Examples.of(type)) {
            var written = (ObjectNode) Json.tolerant().readTree(Json.tolerant().writerFor(type).writeValueAsBytes(value));
            assertThat(SCHEMAS.getSchema(closed).validate(written)).as("%s is written as %s, but its schema is %s", type, written, schema).isEmpty();
            checkReading(type, value, written, variant(schema, written));
        }
    }

    private static void checkReading(Class<?> type, Object value, ObjectNode written, JsonNode schema) {
        ObjectReader reader = Json.tolerant().readerFor(type);
        assertThat(reader.<Object>readValue(written)).isEqualTo(value);
        assertThat(reader.<Object>readValue(written.deepCopy().put("aMemberOfANewerVersion", 1))).isEqualTo(value);
        var bare = written.deepCopy();
        List<String> required = schema.path("required").valueStream().map(JsonNode::asString).toList();
        written.propertyNames().stream().filter(name -> !required.contains(name) && written.get(name).isNull()).forEach(bare::remove);
        assertThat(reader.<Object>readValue(bare)).as("%s without what may be missing", type).isEqualTo(value);
    }

    private static JsonNode variant(JsonNode schema, JsonNode written) {
        return schema.path("oneOf").valueStream()
                .filter(variant -> variant.at("/properties/outcome/const").equals(written.path("outcome")))
                .findFirst()
                .orElse(schema);
    }

    /** The same schema, which allows nothing that it does not name. */
    private static JsonNode closed(JsonNode schema) {
        JsonNode copy = schema.deepCopy();
        close(copy);
        return copy;
    }

    private static void close(JsonNode node) {
        node.valueStream().filter(JsonNode::isContainer).forEach(SchemaProof::close);
        if (node instanceof ObjectNode object && object.path("type").asString("").equals("object") && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
    }
}
