package dev.martlet.platform.events.transport;

import java.io.StringWriter;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/** Reads a member as the JSON text that it is, with every digit of its numbers. */
final class RawJson extends ValueDeserializer<String> {
    @Override
    public String deserialize(JsonParser parser, DeserializationContext context) {
        var text = new StringWriter();
        try (var copy = parser.objectReadContext().tokenStreamFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            copy.copyCurrentStructureExact(parser);
        }
        return text.toString();
    }

    @Override
    public Object getNullValue(DeserializationContext context) {
        return "null";
    }
}
