package dev.martlet.bootstrap.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.bootstrap.support.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The OpenAPI document that the program serves, as the linters of others see it. */
class OpenApiLintInteropIT {
    @TempDir
    private static Path directory;
    private static NodeTools tools;

    @BeforeAll
    static void fetchTheDocument() throws IOException {
        tools = NodeTools.install();
        try (var program = Program.in(directory).start().awaitReady()) {
            Files.writeString(directory.resolve("openapi.json"), program.rest().get("/openapi").expect(200).body());
            Files.writeString(directory.resolve("openapi.yaml"), program.rest().get("/openapi", "Accept", "application/yaml").expect(200).body());
        }
    }

    @Test
    void redoclyFindsNothing() {
        for (String file : List.of("openapi.json", "openapi.yaml")) {
            Debian.End end = tools.run(directory, "redocly", "lint", "--extends=recommended", "--max-problems=1000", file);
            assertThat(end.output()).contains("Your API description is valid").doesNotContain("warning", "ignored");
            assertThat(end.code()).isZero();
        }
    }

    @Test
    void spectralFindsNothing() throws IOException {
        Files.writeString(directory.resolve("rules.yaml"), "extends: spectral:oas\n");
        for (String file : List.of("openapi.json", "openapi.yaml")) {
            Debian.End end = tools.run(directory, "spectral", "lint", "--ruleset", "rules.yaml", "--fail-severity", "hint", file);
            assertThat(end.output()).contains("No results");
            assertThat(end.code()).isZero();
        }
    }
}
