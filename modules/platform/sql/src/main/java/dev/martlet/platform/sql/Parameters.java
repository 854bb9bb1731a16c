package dev.martlet.platform.sql;

import dev.martlet.platform.core.json.Json;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/** A statement's parameters as the driver takes them. */
final class Parameters {
    private Parameters() {}

    static Object convert(Object given) {
        return switch (given) {
            case null -> null;
            case Optional<?> optional -> convert(optional.orElse(null));
            case String _, Number _, Boolean _, byte[] _, UUID[] _, String[] _, long[] _, int[] _ -> given;
            case UUID id -> id.toString();
            case Instant instant -> instant.atOffset(ZoneOffset.UTC);
            case Enum<?> constant -> constant.name();
            case Recordable event -> throw new IllegalArgumentException("bind " + event.getClass().getSimpleName() + " as a NotifyingParameter");
            case Object document -> Json.tolerant().writeValueAsString(document);
        };
    }

    /** The same as text, as PostgreSQL reads it. */
    static String text(Object given) {
        Object value = convert(given);
        return value == null ? null : value.toString();
    }
}
