package dev.martlet.platform.core.json;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.NopAnnotationIntrospector;

/** Tells the records of a sealed interface apart by a member {@code outcome}, so that the API types need no annotations. */
final class SealedOutcomes extends NopAnnotationIntrospector {
    private static final long serialVersionUID = 1;
    private static final Pattern WORD = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
    private static final JsonTypeInfo.Value BY_OUTCOME =
            JsonTypeInfo.Value.construct(JsonTypeInfo.Id.NAME, JsonTypeInfo.As.PROPERTY, "outcome", null, false, true, null);

    @Override
    public JsonTypeInfo.Value findPolymorphicTypeInfo(MapperConfig<?> config, Annotated annotated) {
        return annotated instanceof AnnotatedClass type && outcomesOf(type.getRawType()).isPresent() ? BY_OUTCOME : null;
    }

    @Override
    public String findTypeName(MapperConfig<?> config, AnnotatedClass type) {
        return type.getRawType().isRecord() && outcomesOf(type.getRawType()).isPresent() ? name(type.getRawType()) : null;
    }

    /** The sealed interface of records that the type is, or is a record of. */
    private static Optional<Class<?>> outcomesOf(Class<?> type) {
        return isOutcomes(type)
                ? Optional.of(type)
                : Arrays.<Class<?>>stream(type.getInterfaces()).filter(SealedOutcomes::isOutcomes).findFirst();
    }

    private static boolean isOutcomes(Class<?> type) {
        return type.isInterface() && type.isSealed() && Arrays.stream(type.getPermittedSubclasses()).allMatch(Class::isRecord);
    }

    private static String name(Class<?> record) {
        return WORD.matcher(record.getSimpleName()).replaceAll("-").toLowerCase(Locale.ROOT);
    }
}
