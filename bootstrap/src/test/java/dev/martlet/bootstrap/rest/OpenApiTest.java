package dev.martlet.bootstrap.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.martlet.bootstrap.ModuleGraph;
import dev.martlet.bootstrap.support.OneShop;
import dev.martlet.bootstrap.support.Shop;
import dev.martlet.platform.testing.RestClient.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;

/** The document at /openapi; that the process keeps to it is checked by every call of a {@code ShopClient}. */
@ExtendWith(OneShop.class)
class OpenApiTest {
    private static final Set<String> METHODS = Set.of("get", "post", "patch", "delete");
    private static final Pattern PARAMETER = Pattern.compile("\\{([^}]+)}");

    private final Shop shop;
    private final JsonNode document;

    OpenApiTest(Shop shop) {
        this.shop = shop;
        this.document = shop.http().contract().document();
    }

    @Test
    void itIsOfVersion31AndNamesEveryResource() throws IOException {
        assertThat(document.path("openapi").asString()).isEqualTo("3.1.0");
        assertThat(document.at("/info/title").asString()).isNotBlank();
        assertThat(document.at("/info/version").asString()).isNotBlank();
        assertThat(document.path("paths").propertyNames()).contains("/orders/{id}/events").containsExactlyInAnyOrderElementsOf(resources());
    }

    @Test
    void everyOperationIsWhole() {
        operations().forEach((at, operation) -> {
            assertThat(operation.path("operationId").asString()).as(at).isNotBlank();
            assertThat(operation.path("summary").asString()).as(at).isNotBlank();
            assertThat(operation.path("description").asString()).as(at).isNotBlank();
            assertThat(operation.path("responses").propertyNames()).as(at).contains("400", "431", "500", "503").anyMatch(status -> status.startsWith("2"));
            assertThat(operation.path("tags").valueStream().map(JsonNode::asString)).as(at).hasSize(1).isSubsetOf(tags());
            operation.path("responses").forEach(response -> assertThat(resolved(response).path("description").asString()).as(at).isNotBlank());
        });
    }

    @Test
    void everyFailureHasItsCodesWithAnExampleOfEach() {
        operations().forEach((at, operation) -> operation.path("responses").properties().stream()
                .filter(response -> response.getKey().matches("[45].."))
                .forEach(response -> {
                    JsonNode content = resolved(response.getValue()).at("/content/application~1problem+json");
                    List<String> codes = content.at("/schema/patternProperties/^code$/enum").valueStream().map(JsonNode::asString).toList();
                    assertThat(codes).as(at + " " + response.getKey()).isNotEmpty();
                    assertThat(content.path("examples").propertyNames()).containsExactlyElementsOf(codes);
                    codes.forEach(code -> {
                        JsonNode example = resolved(content.path("examples").path(code)).path("value");
                        assertThat(example.path("code").asString()).isEqualTo(code);
                        assertThat(example.path("status").asString()).isEqualTo(response.getKey());
                    });
                }));
        assertThat(document.at("/components/schemas/ProblemCode/enum").size()).isGreaterThan(25);
        assertThat(document.at("/components/schemas/Problem/properties").propertyNames()).contains("orderId");
    }

    /** Code generators would make an untyped field of any other. */
    @Test
    void everySchemaHasAType() {
        document.at("/components/schemas").properties().forEach(schema -> typed(schema.getKey(), schema.getValue()));
        operations().forEach((at, operation) -> operation.path("parameters").forEach(parameter -> {
            typed(at, resolved(parameter).path("schema"));
            assertThat(resolved(parameter).has("example") || resolved(parameter).path("schema").has("examples")).as(at + parameter).isTrue();
        }));
    }

    @Test
    void everyExampleIsAsItsSchemaSays() {
        operations().forEach((at, operation) -> {
            String pointer = "/paths/" + at.replaceFirst(" .*", "").replace("~", "~0").replace("/", "~1") + "/" + at.replaceFirst(".* ", "");
            examples(pointer + "/requestBody", operation.path("requestBody"));
            operation.path("responses").properties().forEach(response -> examples(
                    response.getValue().has("$ref") ? response.getValue().path("$ref").asString().substring(1) : pointer + "/responses/" + response.getKey(),
                    resolved(response.getValue())));
        });
    }

    private void examples(String at, JsonNode part) {
        part.path("content").properties().stream().filter(type -> type.getKey().endsWith("json")).forEach(type -> {
            JsonNode content = type.getValue();
            List<JsonNode> examples = Stream.concat(Stream.of(content.path("example")).filter(example -> !example.isMissingNode()),
                    content.path("examples").valueStream().map(example -> resolved(example).path("value"))).toList();
            assertThat(examples).as(at).isNotEmpty();
            String schema = at + "/content/" + type.getKey().replace("/", "~1") + "/schema";
            examples.forEach(example -> assertThat(shop.http().contract().faults(schema, example)).as(at).isEmpty());
        });
    }

    private void typed(String at, JsonNode schema) {
        assertThat(schema.has("type") || schema.has("$ref") || schema.has("oneOf")).as(at + " " + schema).isTrue();
        schema.path("properties").properties().forEach(property -> typed(at + "." + property.getKey(), property.getValue()));
        schema.path("oneOf").forEach(one -> typed(at, one));
        assertThat(schema.has("allOf") || schema.has("anyOf")).as(at).isFalse();
        if (schema.has("items")) {
            typed(at + "[]", schema.path("items"));
        }
    }

    /** Of all modules, as their own parts of the document name them. */
    private static List<String> resources() throws IOException {
        var resources = new ArrayList<String>();
        for (String module : ModuleGraph.load().names()) {
            Path part = Path.of("..", "modules", module, "src", "main", "resources", "openapi", module + ".yaml");
            Map<String, Map<String, Object>> content = new Yaml().load(Files.readString(part));
            assertThat(content.get("paths").keySet()).as(module).isNotEmpty().allMatch(path -> path.startsWith("/" + module));
            resources.addAll(content.get("paths").keySet());
        }
        return resources;
    }

    private List<String> tags() {
        return document.path("tags").valueStream().map(tag -> tag.path("name").asString()).toList();
    }

    @Test
    void operationsHaveNamesOfTheirOwn() {
        assertThat(operations().values().stream().map(operation -> operation.path("operationId").asString())).doesNotHaveDuplicates();
    }

    @Test
    void everyParameterOfAPathIsDeclaredAndRequired() {
        operations().forEach((at, operation) -> {
            List<JsonNode> declared = operation.path("parameters").valueStream()
                    .map(this::resolved)
                    .filter(parameter -> parameter.path("in").asString().equals("path"))
                    .toList();
            assertThat(declared).as(at).allMatch(parameter -> parameter.path("required").asBoolean(false));
            assertThat(declared.stream().map(parameter -> parameter.path("name").asString()))
                    .as(at)
                    .containsExactlyInAnyOrderElementsOf(PARAMETER.matcher(at).results().map(found -> found.group(1)).toList());
        });
    }

    @Test
    void everyPostTakesAnIdempotencyKeyAndEveryPatchNeedsIfMatch() {
        operations().forEach((at, operation) -> {
            if (at.endsWith(" post")) {
                assertThat(references(operation)).as(at).contains("#/components/parameters/IdempotencyKey");
            } else if (at.endsWith(" patch")) {
                assertThat(references(operation)).as(at).contains("#/components/parameters/IfMatchRequired");
                assertThat(operation.at("/requestBody/content").propertyNames()).as(at).contains("application/json", "application/merge-patch+json");
            }
        });
    }

    @Test
    void everySchemaIsJsonSchema() {
        var metaschema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        document.at("/components/schemas").properties().forEach(schema ->
                assertThat(metaschema.validate(schema.getValue())).as(schema.getKey()).isEmpty());
    }

    @Test
    void objectsSayWhatIsRequiredAndAllowNothingElse() {
        document.at("/components/schemas").properties().stream()
                .filter(schema -> schema.getValue().path("type").asString("").equals("object"))
                .forEach(schema -> {
                    assertThat(schema.getValue().has("required")).as(schema.getKey()).isTrue();
                    assertThat(schema.getValue().has("additionalProperties")).as(schema.getKey()).isTrue();
                });
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        assertThat(references(document)).isNotEmpty().allMatch(reference -> !document.at(reference.substring(1)).isMissingNode());
    }

    @Test
    void theJudgeSeesWhatIsNotInTheDocument() {
        var customer = shop.http().get("/customers/" + shop.customer(0));
        var elsewhere = new Response("GET", "/products/" + customer.text("id"), customer.raw());
        assertThatThrownBy(() -> shop.http().contract().check(Optional.empty(), elsewhere)).hasMessageContaining("sku").hasMessageContaining("email");
        var nowhere = new Response("GET", "/birds", customer.raw());
        assertThatThrownBy(() -> shop.http().contract().check(Optional.empty(), nowhere)).hasMessageContaining("not in the document");
        var asked = new Response("GET", "/customers/" + customer.text("id") + "?color=red", customer.raw());
        assertThatThrownBy(() -> shop.http().contract().check(Optional.empty(), asked)).hasMessageContaining("color");
    }

    /** By path and method. */
    private Map<String, JsonNode> operations() {
        var operations = new TreeMap<String, JsonNode>();
        document.path("paths").properties().forEach(path -> path.getValue().properties().forEach(method -> {
            assertThat(METHODS).contains(method.getKey());
            operations.put(path.getKey() + " " + method.getKey(), method.getValue());
        }));
        return operations;
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asString().substring(1)) : node;
    }

    private static List<String> references(JsonNode node) {
        Stream<String> own = node.has("$ref") ? Stream.of(node.path("$ref").asString()) : Stream.of();
        return Stream.concat(own, node.valueStream().flatMap(child -> references(child).stream())).toList();
    }
}
