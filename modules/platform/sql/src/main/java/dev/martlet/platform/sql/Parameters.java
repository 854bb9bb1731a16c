package dev.martlet.platform.sql;

import dev.martlet.platform.core.json.Json;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A statement's parameters as the driver takes them, made before a connection is asked for.
 *
 * @param recordEvents whether an event is among them
 */
record Parameters(List<Object> values, boolean recordEvents) {
    static Parameters of(Object... given) {
        var values = new ArrayList<>(given.length);
        boolean events = false;
        for (Object value : given) {
            values.add(convert(value));
            events |= hasEvent(value);
        }
        return new Parameters(values, events);
    }

    private static Object convert(Object given) {
        return switch (given) {
            case null -> null;
            case Optional<?> optional -> convert(optional.orElse(null));
            case String _, Number _, Boolean _, byte[] _, UUID[] _, String[] _, long[] _, int[] _ -> given;
            case UUID id -> id.toString();
            case Instant instant -> instant.atOffset(ZoneOffset.UTC);
            case Enum<?> constant -> constant.name();
            case Object document -> Json.tolerant().writeValueAsString(document);
        };
    }

    private static boolean hasEvent(Object given) {
        return switch (given) {
            case null -> false;
            case Signal _ -> true;
            case Optional<?> optional -> hasEvent(optional.orElse(null));
            case List<?> list -> list.stream().anyMatch(Parameters::hasEvent);
            case Object _ -> false;
        };
    }
}
