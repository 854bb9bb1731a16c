package dev.martlet.kernel.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
            assertThat(document.at("/paths/~1birds/get/responses").propertyNames()).containsExactly("200", "default");
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
