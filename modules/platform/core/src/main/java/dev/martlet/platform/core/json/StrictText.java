package dev.martlet.platform.core.json;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.UUID;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.module.SimpleModule;

/** Reads what users send as text: only JSON strings, only well-formed Unicode, without U+0000 (which PostgreSQL cannot keep). */
abstract class StrictText<T> extends StdScalarDeserializer<T> {
    private StrictText(Class<T> type) {
        super(type);
    }

    /** Throws {@link IllegalArgumentException} if the text is no such value. */
    abstract T parse(String text);

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) {
        if (!parser.hasToken(JsonToken.VALUE_STRING)) {
            return handledType().cast(context.handleUnexpectedToken(handledType(), parser));
        }
        String text = parser.getString();
        try {
            return parse(text);
        } catch (IllegalArgumentException wrong) {
            throw context.weirdStringException(text, handledType(), wrong.getMessage());
        }
    }

    @Override
    @SuppressWarnings("unchecked")
    public Class<T> handledType() {
        return (Class<T>) super.handledType();
    }

    static final class Module extends SimpleModule {
        private static final long serialVersionUID = 1;

        Module() {
            addDeserializer(String.class, new Text());
            addDeserializer(UUID.class, new Id());
            addDeserializer(Instant.class, new Time());
        }
    }

    private static final class Text extends StrictText<String> {
        Text() {
            super(String.class);
        }

        @Override
        String parse(String text) {
            if (!Unicode.isWellFormed(text) || text.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("not Unicode text");
            }
            return text;
        }
    }

    private static final class Id extends StrictText<UUID> {
        Id() {
            super(UUID.class);
        }

        @Override
        UUID parse(String text) {
            return CanonicalId.parse(text).orElseThrow(() -> new IllegalArgumentException("not a UUID"));
        }
    }

    private static final class Time extends StrictText<Instant> {
        Time() {
            super(Instant.class);
        }

        @Override
        Instant parse(String text) {
            try {
                return Instant.parse(text);
            } catch (DateTimeParseException wrong) {
                throw new IllegalArgumentException(wrong);
            }
        }
    }
}
