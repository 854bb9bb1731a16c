package dev.martlet.platform.http.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.martlet.platform.http.problem.ProblemType;
import dev.martlet.platform.http.server.TestServer;
import java.lang.reflect.Modifier;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenApiDocumentTest {
    @Test
    void thePartsOfAllModulesAreServedAsOneDocument() {
        try (var server = new TestServer(new OpenApiDocument(List.of("birds", "nests")).resource())) {
            var response = server.get("/openapi");
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("ETag")).isPresent();
            var document = TestServer.json(response);
            assertThat(document.path("openapi").stringValue()).isEqualTo("3.1.0");
            assertThat(document.path("paths").propertyNames()).containsExactly("/birds", "/nests");
            assertThat(document.path("components").path("schemas").propertyNames()).contains("Problem", "Money", "Bird");
            assertThat(document.at("/tags/0/name").stringValue()).isEqualTo("birds");
        }
    }

    @Test
    void eachOperationGetsWhatThePlatformDoesForIt() {
        var document = TestServer.JSON.valueToTree(new OpenApiDocument(List.of("birds")).document());
        var get = document.at("/paths/~1birds/get");
        assertThat(get.path("responses").propertyNames()).containsExactly(
                "200", "304", "400", "401", "403", "406", "413", "414", "415", "421", "429", "431", "500", "503", "default");
        assertThat(get.at("/responses/200/headers").propertyNames()).contains("ETag", "Vary", "Cache-Control", "X-Content-Type-Options");
        assertThat(get.at("/parameters/1/$ref").stringValue()).endsWith("/IfNoneMatch");
        assertThat(get.at("/security/0/bearer").isEmpty()).isTrue();
        assertThat(get.at("/x-roles/0").stringValue()).isEqualTo("staff");
        var post = document.at("/paths/~1birds/post");
        assertThat(post.path("responses").propertyNames()).containsExactly(
                "201", "400", "401", "403", "406", "409", "412", "413", "414", "415", "421", "422", "429", "431", "500", "503", "default");
        assertThat(post.at("/responses/409/$ref").stringValue()).endsWith("/BirdFlownOrIdempotencyKeyInProgressKept");
        var conflict = document.at("/components/responses/BirdFlownOrIdempotencyKeyInProgressKept");
        assertThat(conflict.path("headers").propertyNames()).contains("Retry-After", "Idempotency-Replayed");
        assertThat(document.at("/components/examples/bird-flown/value/title").stringValue()).isEqualTo("The bird has flown");
        assertThat(document.at("/components/schemas/ProblemCode/enum").valueStream().map(code -> code.stringValue())).contains("bird-flown", "not-found");
        assertThat(document.has("x-problems") || post.has("x-problems")).isFalse();
    }

    @Test
    void eachKindOfProblemOfThePlatformIsDeclaredAsItIs() throws IllegalAccessException {
        var declared = TestServer.JSON.valueToTree(OpenApiYaml.read("platform").get("x-problems"));
        for (var field : ProblemType.class.getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers())) {
                var type = (ProblemType) field.get(null);
                assertThat(declared.path(type.code()).path("status").asInt()).as(type.code()).isEqualTo(type.status());
                assertThat(declared.path(type.code()).path("title").asString()).as(type.code()).isEqualTo(type.title());
            }
        }
    }

    @Test
    void wordsAndTimesOfTheYamlStayText() {
        var document = TestServer.JSON.valueToTree(new OpenApiDocument(List.of("birds")).document());
        var properties = document.at("/components/schemas/Bird/properties");
        assertThat(properties.at("/name/enum").toString()).isEqualTo("[\"on\",\"off\",\"swift\"]");
        assertThat(properties.at("/seenAt/examples/0").stringValue()).isEqualTo("2026-01-31T12:00:00Z");
        assertThat(document.at("/components/schemas/Bird/additionalProperties").isBoolean()).isTrue();
    }

    @Test
    void aNameThatIsGivenTwiceIsAnError() {
        assertThatThrownBy(new OpenApiDocument(List.of("clash"))::document).hasMessageContaining("clash.yaml")
                .hasMessageContaining("/components/schemas/Money");
        assertThatThrownBy(new OpenApiDocument(List.of("nests", "nests"))::document).hasMessageContaining("/paths//nests");
    }

    @Test
    void aReferenceThatLeadsNowhereIsAnError() {
        assertThatThrownBy(new OpenApiDocument(List.of("dangling"))::document).hasMessageContaining("#/components/responses/Nowhere");
    }

    @Test
    void aModuleWithoutADocumentIsAnError() {
        assertThatThrownBy(new OpenApiDocument(List.of("fish"))::document).hasMessageContaining("openapi/fish.yaml");
    }
}
