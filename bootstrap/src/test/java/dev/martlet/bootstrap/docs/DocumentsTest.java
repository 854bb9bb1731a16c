package dev.martlet.bootstrap.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.bootstrap.ModuleGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The documents show the module graph as it is. After a change of the graph, {@code ./mvnw -pl bootstrap -am test -Dtest=DocumentsTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dmartlet.docs=write} writes them anew.
 */
final class DocumentsTest {
    private static final Path ROOT = Path.of("..");
    private static final boolean WRITE = "write".equals(System.getProperty("martlet.docs"));

    private final ModuleGraph graph = ModuleGraph.load();

    /** The parts of ARCHITECTURE.md that are made from the graph, and from the rooms of the platform. */
    enum Part { GRAPH, ARROWS, OPERATIONS, EVENTS, ROOMS }

    @ParameterizedTest
    @EnumSource
    void theArchitecturePageShowsTheGraph(Part part) throws IOException {
        var page = new MarkedDocument(ROOT.resolve("ARCHITECTURE.md"));
        String name = part.name().toLowerCase();
        if (WRITE) {
            page.write(name, content(part));
        }
        assertThat(page.part(name)).isEqualTo(content(part));
    }

    @ParameterizedTest
    @CsvSource({"modules.puml", "events.yaml"})
    void theDiagramAndTheEventDocumentShowTheGraph(String name) throws IOException {
        Path file = ROOT.resolve("docs").resolve(name);
        String content = name.equals("modules.puml") ? new GraphDrawing(graph).c4() : new EventDocument(graph).yaml();
        if (WRITE) {
            Files.writeString(file, content);
        }
        assertThat(file).hasContent(content);
    }

    private String content(Part part) throws IOException {
        return switch (part) {
            case GRAPH -> new GraphDrawing(graph).mermaid();
            case ARROWS -> new GraphDrawing(graph).table();
            case OPERATIONS -> new Catalogue(graph).operations();
            case EVENTS -> new Catalogue(graph).events();
            case ROOMS -> new PlatformDrawing(ROOT.resolve("modules/platform")).mermaid();
        };
    }
}
