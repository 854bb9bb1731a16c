package dev.martlet.bootstrap.contract;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.CustomDefinitionProviderV2;
import com.github.victools.jsonschema.generator.CustomPropertyDefinition;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import dev.martlet.platform.core.json.Json;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.jsontype.NamedType;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON schemas (2020-12) of what {@link Json#tolerant()} writes for records, and reads. Every component is there, except that an empty {@link
 * Optional} may be null or missing; the records of a sealed interface are distinguished by {@code outcome}.
 */
final class Schemas {
    private static final SchemaGenerator GENERATOR = generator();

    private Schemas() {}

    static ObjectNode of(Class<?> type) {
        return GENERATOR.generateSchema(type);
    }

    private static SchemaGenerator generator() {
        var config = new SchemaGeneratorConfigBuilder(SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(Option.INLINE_ALL_SCHEMAS, Option.INLINE_NULLABLE_SCHEMAS, Option.NULLABLE_ALWAYS_AS_ANYOF)
                .with(Option.FLATTENED_OPTIONALS, Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES, Option.EXTRA_OPEN_API_FORMAT_VALUES)
                .with(Option.ENUM_KEYWORD_FOR_SINGLE_VALUES)
                .without(Option.SCHEMA_VERSION_INDICATOR);
        config.forTypesInGeneral().withCustomDefinitionProvider(new Outcomes());
        config.forFields()
                .withCustomDefinitionProvider((field, context) -> field.getAnnotation(JsonRawValue.class) == null ? null : anything(context))
                .withRequiredCheck(field -> !field.isFakeContainerItemScope() && !field.getType().isInstanceOf(Optional.class));
        return new SchemaGenerator(config.build());
    }

    private static CustomPropertyDefinition anything(SchemaGenerationContext context) {
        return new CustomPropertyDefinition(context.getGeneratorConfig().createObjectNode());
    }

    /** Asks the mapper itself what it tells apart, and by which names. */
    private static final class Outcomes implements CustomDefinitionProviderV2 {
        private static final String OUTCOME = "outcome";

        @Override
        public CustomDefinition provideCustomSchemaDefinition(ResolvedType type, SchemaGenerationContext context) {
            var schema = type.getErasedType().isSealed() ? oneOf(type.getErasedType(), context) : named(type, context);
            return schema.map(definition -> new CustomDefinition(
                    definition, CustomDefinition.DefinitionType.INLINE, CustomDefinition.AttributeInclusion.YES)).orElse(null);
        }

        private Optional<ObjectNode> oneOf(Class<?> outcomes, SchemaGenerationContext context) {
            ObjectNode schema = context.getGeneratorConfig().createObjectNode();
            var variants = schema.putArray("oneOf");
            Arrays.stream(outcomes.getPermittedSubclasses())
                    .sorted(Comparator.comparing(outcome -> name(outcome).orElseThrow()))
                    .forEach(outcome -> variants.add(context.createDefinition(context.getTypeContext().resolve(outcome))));
            return Optional.of(schema);
        }

        private Optional<ObjectNode> named(ResolvedType type, SchemaGenerationContext context) {
            return type.getErasedType().isRecord() ? name(type.getErasedType()).map(name -> named(name, type, context)) : Optional.empty();
        }

        private ObjectNode named(String name, ResolvedType type, SchemaGenerationContext context) {
            ObjectNode schema = context.createStandardDefinition(type, this);
            schema.withObjectProperty("properties").putObject(OUTCOME).put("const", name);
            schema.withArrayProperty("required").add(OUTCOME);
            return schema;
        }

        private static Optional<String> name(Class<?> record) {
            var config = Json.tolerant().serializationConfig();
            AnnotatedClass type = config.classIntrospectorInstance().introspectClassAnnotations(config.constructType(record));
            boolean hasTypeName = config.getAnnotationIntrospector().findPolymorphicTypeInfo(config, type) != null;
            Stream<NamedType> names = config.getSubtypeResolver().collectAndResolveSubtypesByClass(config, type).stream();
            return names.filter(name -> hasTypeName && name.getType() == record).map(NamedType::getName).findFirst();
        }
    }
}
