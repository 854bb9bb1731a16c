package dev.martlet.platform.core.json;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;

/**
 * Writes and reads values of one type as {@link Json#tolerant} does, without looking up how each time. A record that is read is whole: what may be missing is
 * an Optional.
 */
public final class Codec {
    private static final ClassValue<Codec> CODECS = new ClassValue<>() {
        @Override
        protected Codec computeValue(Class<?> type) {
            return new Codec(type);
        }
    };

    private final ObjectWriter writer;
    private final ObjectReader reader;

    private Codec(Class<?> type) {
        writer = Json.tolerant().writerFor(type);
        reader = Json.tolerant().readerFor(type).with(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES);
    }

    public static Codec of(Class<?> type) {
        return CODECS.get(type);
    }

    /** @throws tools.jackson.core.JacksonException if it is no value of the type: a bug */
    public byte[] write(Object value) {
        return writer.writeValueAsBytes(value);
    }

    /**
     * @return null if that is what the JSON says
     * @throws tools.jackson.core.JacksonException if it is not the JSON of such a value
     */
    public Object read(byte[] json) {
        return reader.readValue(json);
    }
}
