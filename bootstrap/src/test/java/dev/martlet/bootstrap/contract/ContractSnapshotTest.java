package dev.martlet.bootstrap.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.martlet.bootstrap.ModuleGraph;
import dev.martlet.platform.calls.contract.Contracts;
import dev.martlet.platform.calls.invoke.Operation;
import dev.martlet.platform.events.EventType;
import dev.martlet.platform.events.transport.EventIntake;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What modules say to each other is on record in {@code modules/<module>/src/main/resources/contract/<module>.json}, and the code says the same.
 * Additions are written by {@code ./mvnw -pl bootstrap -am test -Dtest=ContractSnapshotTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Dmartlet.docs=write}. What breaks an older neighbour (see {@link ContractChanges}) is always refused: who must break it takes that part out of
 * the file by hand, and says in the changelog which versions no longer work side by side.
 */
final class ContractSnapshotTest {
    private static final boolean WRITE = "write".equals(System.getProperty("martlet.docs"));
    /** What carries events, the same for every module. */
    private static final String PLATFORM = "platform";

    private static final ModuleGraph GRAPH = ModuleGraph.load();

    static Stream<String> names() {
        return Stream.concat(Stream.of(PLATFORM), GRAPH.names().stream());
    }

    static Stream<Class<?>> types() {
        return Stream.concat(
                GRAPH.modules().stream().flatMap(module -> operations(module.descriptor().name()).stream())
                        .flatMap(operation -> Stream.of(operation.request(), operation.response())),
                GRAPH.modules().stream().flatMap(module -> module.descriptor().publishes().stream()).map(EventType::payload));
    }

    @ParameterizedTest
    @MethodSource("names")
    void whatIsOnRecordIsWhatTheCodeSays(String module) throws IOException {
        ContractDocument code = code(module);
        var changes = ContractChanges.between(module, recorded(module), code);
        assertThat(changes.breaking()).as("older processes do not understand this").isEmpty();
        if (WRITE && !code.isEmpty()) {
            Files.createDirectories(file(module).getParent());
            Files.writeString(file(module), code.text());
        } else {
            assertThat(changes.additions()).as("not on record: run this test with -Dmartlet.docs=write").isEmpty();
        }
        assertThat(text(module)).isEqualTo(Optional.of(code).filter(document -> !document.isEmpty()).map(ContractDocument::text));
    }

    @ParameterizedTest
    @MethodSource("names")
    void processesTellEachOtherTheHashOfTheText(String module) throws IOException, NoSuchAlgorithmException {
        assumeFalse(WRITE, "what was just written is not on the class path yet");
        Optional<byte[]> text = text(module).map(content -> content.getBytes(StandardCharsets.UTF_8));
        var sha256 = MessageDigest.getInstance("SHA-256");
        assertThat(Contracts.of(List.of(module), new SimpleMeterRegistry()).hash(module))
                .isEqualTo(text.map(bytes -> HexFormat.of().formatHex(sha256.digest(bytes))));
    }

    @ParameterizedTest
    @MethodSource("types")
    void aSchemaIsWhatIsWrittenAndRead(Class<?> type) {
        SchemaProof.check(type);
    }

    private static ContractDocument code(String module) {
        return module.equals(PLATFORM) ? ContractDocument.of(operations(module), List.of()) : ContractDocument.of(GRAPH.descriptor(module));
    }

    private static List<Operation> operations(String module) {
        return module.equals(PLATFORM) ? List.of(EventIntake.operation(PLATFORM))
                : GRAPH.descriptor(module).offers().map(Operation::of).orElse(List.of());
    }

    private static ContractDocument recorded(String module) throws IOException {
        return text(module).map(ContractDocument::read).orElse(ContractDocument.empty());
    }

    private static Optional<String> text(String module) throws IOException {
        return Files.exists(file(module)) ? Optional.of(Files.readString(file(module))) : Optional.empty();
    }

    private static Path file(String module) {
        Path folder = module.equals(PLATFORM) ? Path.of("..", "modules", "platform", "events") : Path.of("..", "modules", module);
        return folder.resolve(Path.of("src", "main", "resources", "contract", module + ".json"));
    }
}
