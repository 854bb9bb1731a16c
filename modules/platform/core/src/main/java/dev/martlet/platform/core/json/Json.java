package dev.martlet.platform.core.json;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;
import tools.jackson.module.blackbird.BlackbirdModule;

/** The two ways that Martlet reads JSON. Both write the same: camelCase, RFC 3339 instants in UTC, empty optionals as null. */
public final class Json {
    /** The longest text that a user may send; what modules keep for each other is bounded where it is written. */
    private static final int LONGEST_TEXT = 100_000;

    /** More than a body of 1 MiB has whose values are of the size that requests have; bounds the memory that a body takes when it is read. */
    private static final int MOST_TOKENS = 200_000;

    private static final JsonMapper STRICT = strictMapper();
    private static final JsonMapper TOLERANT = tolerantMapper();

    private Json() {}

    /** For what users send: refuses unknown, duplicated, mistyped and null-for-primitive members, trailing tokens, deep nesting. */
    public static JsonMapper strict() {
        return STRICT;
    }

    /**
     * For what modules and their tables keep for each other: unknown members are ignored. A sealed interface of records has a further member
     * {@code outcome} that names the record: {@code InsufficientStock} is {@code insufficient-stock}.
     */
    public static JsonMapper tolerant() {
        return TOLERANT;
    }

    private static JsonMapper strictMapper() {
        return common(JsonMapper.builder(strictFactory()), new RequiredPrimitives())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .withCoercionConfigDefaults(rules -> {
                    for (CoercionInputShape shape : CoercionInputShape.values()) {
                        rules.setCoercion(shape, CoercionAction.Fail);
                    }
                })
                .withCoercionConfig(LogicalType.Collection, rules -> rules.setCoercion(CoercionInputShape.EmptyArray, CoercionAction.TryConvert))
                .withCoercionConfig(LogicalType.Array, rules -> rules.setCoercion(CoercionInputShape.EmptyArray, CoercionAction.TryConvert))
                .addModule(new StrictText.Module())
                .build();
    }

    private static JsonMapper tolerantMapper() {
        return common(JsonMapper.builder(), new SealedOutcomes())
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
    }

    private static JsonFactory strictFactory() {
        return JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(50)
                        .maxTokenCount(MOST_TOKENS)
                        .maxNumberLength(40)
                        .maxNameLength(200)
                        .maxStringLength(LONGEST_TEXT)
                        .build())
                .build();
    }

    private static JsonMapper.Builder common(JsonMapper.Builder builder, AnnotationIntrospector additions) {
        return builder
                .addModule(new BlackbirdModule())
                .annotationIntrospector(AnnotationIntrospector.pair(new JacksonAnnotationIntrospector(), additions))
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .enable(MapperFeature.INFER_RECORD_GETTERS_FROM_COMPONENTS_ONLY)
                .disable(EnumFeature.READ_ENUMS_USING_TO_STRING, EnumFeature.WRITE_ENUMS_USING_TO_STRING)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);
    }
}
