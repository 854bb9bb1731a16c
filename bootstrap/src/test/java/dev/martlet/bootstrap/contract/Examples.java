package dev.martlet.bootstrap.contract;

import dev.martlet.platform.core.Money;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Made-up values of API types.
 *
 * @param full whether optionals have a value
 */
record Examples(boolean full) {
    /** One of a record; one of each record of a sealed interface. Optionals are empty, then full. */
    static List<Object> of(Class<?> type) {
        return Stream.of(new Examples(false), new Examples(true)).flatMap(examples -> examples.each(type)).toList();
    }

    private Stream<Object> each(Class<?> type) {
        return type.isSealed() ? Arrays.stream(type.getPermittedSubclasses()).map(this::value) : Stream.of(value(type));
    }

    private Object value(Type type) {
        return switch (type) {
            case ParameterizedType generic -> generic((Class<?>) generic.getRawType(), generic.getActualTypeArguments());
            case Class<?> plain -> plain(plain);
            default -> throw new IllegalStateException("what is an example of " + type + "?");
        };
    }

    private Object generic(Class<?> container, Type[] of) {
        if (container == Optional.class) {
            return full ? Optional.of(value(of[0])) : Optional.empty();
        }
        if (container == List.class) {
            return List.of(value(of[0]));
        }
        if (container == Map.class) {
            return Map.of((String) value(of[0]), value(of[1]));
        }
        throw new IllegalStateException("what is an example of " + container + "?");
    }

    private Object plain(Class<?> type) {
        if (type.isSealed()) {
            return value(type.getPermittedSubclasses()[0]);
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        return type == Money.class ? Money.of(1999, "EUR") : type.isRecord() ? record(type) : scalar(type);
    }

    private static Object scalar(Class<?> type) {
        return switch (type.getName()) {
            case "int", "java.lang.Integer" -> 7;
            case "long", "java.lang.Long" -> 5_000_000_000L;
            case "double" -> 0.5;
            case "boolean" -> true;
            case "java.lang.String" -> "text";
            case "java.util.UUID" -> UUID.fromString("018f0000-0000-7000-8000-00000000000a");
            case "java.time.Instant" -> Instant.parse("2026-01-02T03:04:05.000006Z");
            default -> throw new IllegalStateException("what is an example of " + type + "?");
        };
    }

    private Object record(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(Arrays.stream(components).map(component -> value(component.getGenericType())).toArray());
        } catch (ReflectiveOperationException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
