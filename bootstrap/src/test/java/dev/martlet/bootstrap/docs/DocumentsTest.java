package dev.martlet.bootstrap.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.bootstrap.ModuleGraph;
import dev.martlet.bootstrap.support.OneShop;
import dev.martlet.bootstrap.support.Shop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The documents, the examples and the manifests show the module graph as it is. After a change of the graph, {@code ./mvnw -pl bootstrap -am test
 * -Dtest=DocumentsTest -Dsurefire.failIfNoSpecifiedTests=false -Dmartlet.docs=write} writes them anew.
 */
@ExtendWith(OneShop.class)
final class DocumentsTest {
    private static final Path ROOT = Path.of("..");
    private static final boolean WRITE = "write".equals(System.getProperty("martlet.docs"));

    private final ModuleGraph graph = ModuleGraph.load();
    private final Shop shop;

    DocumentsTest(Shop shop) {
        this.shop = shop;
    }

    /** The parts of pages that are made from the graph, and from the module descriptors. */
    enum Part {
        GRAPH("ARCHITECTURE.md"),
        ARROWS("ARCHITECTURE.md"),
        OPERATIONS("ARCHITECTURE.md"),
        EVENTS("ARCHITECTURE.md"),
        ROOMS("ARCHITECTURE.md"),
        THREE("README.md"),
        CONNECTIONS("k8s/README.md"),
        POOLER("k8s/README.md"),
        ACCESS("docs/access.md"),
        MANAGEMENT("docs/access.md");

        private final String page;

        Part(String page) {
            this.page = page;
        }
    }

    static Collection<String> moduleFiles() throws IOException {
        return ModuleFiles.of(ModuleGraph.load(), ROOT).keySet();
    }

    @ParameterizedTest
    @EnumSource
    void thePagesShowTheGraph(Part part) throws IOException {
        var page = new MarkedDocument(ROOT.resolve(part.page));
        String name = part.name().toLowerCase();
        if (WRITE) {
            page.write(name, content(part));
        }
        assertThat(page.part(name)).isEqualTo(content(part));
    }

    @ParameterizedTest
    @CsvSource({"modules.puml", "events.yaml"})
    void theDiagramAndTheEventDocumentShowTheGraph(String name) throws IOException {
        check(ROOT.resolve("docs").resolve(name), name.equals("modules.puml") ? new GraphDrawing(graph).c4() : new EventDocument(graph).yaml());
    }

    @Test
    void theOpenApiDocumentNamesWhoMayUseEachRoute() throws IOException {
        check(Path.of("src/main/resources/openapi/access.yaml"), access().openApi());
    }

    @ParameterizedTest
    @MethodSource("moduleFiles")
    void theExamplesAndTheManifestsPlaceEveryModule(String path) throws IOException {
        check(ROOT.resolve(path), ModuleFiles.of(graph, ROOT).get(path));
    }

    @Test
    void noModuleThatIsGoneHasPodsOfItsOwn() throws IOException {
        try (var components = Files.list(ROOT.resolve("k8s/components"))) {
            assertThat(components.map(folder -> folder.getFileName().toString()).filter(name -> name.startsWith("split-")).map(name -> name.substring(6)))
                    .as("delete the others").isSubsetOf(graph.names());
        }
    }

    private static void check(Path file, String content) throws IOException {
        if (WRITE) {
            Files.createDirectories(file.getParent());
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
            case ROOMS -> new PlatformDrawing(ROOT).mermaid();
            case THREE -> new SplitExamples(new Neighbours(graph).names()).three();
            case CONNECTIONS -> databaseSize().formula();
            case POOLER -> databaseSize().pooler();
            case ACCESS -> access().publicTable();
            case MANAGEMENT -> access().managementTable();
        };
    }

    private AccessTable access() {
        return AccessTable.of(shop);
    }

    private DatabaseSize databaseSize() throws IOException {
        return DatabaseSize.of(new Neighbours(graph), ROOT.resolve("k8s"));
    }
}
