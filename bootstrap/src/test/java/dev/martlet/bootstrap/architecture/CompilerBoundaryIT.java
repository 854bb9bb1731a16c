package dev.martlet.bootstrap.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.bootstrap.ModuleGraph;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The first of four boundaries: what a module does not export, another one cannot even be compiled against. */
class CompilerBoundaryIT {
    private static final Path JARS = Path.of("target", "lib");

    @TempDir
    private Path directory;

    /** The wiring of each module, and a type of each kind of package. */
    static Stream<Arguments> insides() {
        return Stream.concat(
                ModuleGraph.load().modules().stream().map(module -> Arguments.of(module.descriptor().name(), module.getClass().getName())),
                Stream.of(
                        Arguments.of("customers", "dev.martlet.customers.domain.Customer"),
                        Arguments.of("products", "dev.martlet.products.infrastructure.ProductRoutes"),
                        Arguments.of("payments", "dev.martlet.payments.application.Gateway")));
    }

    static Stream<Arguments> apis() {
        return ModuleGraph.load().modules().stream()
                .flatMap(module -> module.descriptor().offers().map(api -> Arguments.of(module.descriptor().name(), api.getName())).stream());
    }

    @ParameterizedTest
    @MethodSource("insides")
    void aModulesInsideCannotBeImported(String module, String type) {
        String inside = type.substring(0, type.lastIndexOf('.'));
        assertThat(compile(module, type)).anySatisfy(error -> assertThat(error).contains("package " + inside + " is not visible"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "dev.martlet.platform.calls.remote.RemoteClient", "dev.martlet.platform.events.delivery.ModuleEvents",
        "dev.martlet.platform.runtime.running.RunningModule", "dev.martlet.platform.sql.migration.Migrations"})
    void whatThePlatformKeepsForTheBootstrapCannotBeImported(String type) {
        String inside = type.substring(0, type.lastIndexOf('.'));
        assertThat(compile("platform.runtime", type)).anySatisfy(error -> assertThat(error).contains("package " + inside + " is not visible"));
    }

    @ParameterizedTest
    @MethodSource("apis")
    void aModulesApiCan(String module, String type) {
        assertThat(compile(module, type)).isEmpty();
    }

    @Test
    void aModuleThatIsNotRequiredCannotBeSeenAtAll() {
        assertThat(compile("customers", "dev.martlet.products.api.ProductsApi")).anySatisfy(error -> assertThat(error).contains("is not visible"));
    }

    /** A module that requires one of ours and imports a type. @return the compiler's errors */
    private List<String> compile(String required, String imported) {
        var found = new DiagnosticCollector<JavaFileObject>();
        List<String> options = List.of("--module-path", JARS.toString(), "-d", directory.toString(), "-proc:none", "-Xlint:none");
        List<Source> sources = List.of(
                new Source("module-info", "module intruder { requires dev.martlet." + required + "; }"),
                new Source("intruder/Intruder", "package intruder; import " + imported + "; class Intruder {}"));
        ToolProvider.getSystemJavaCompiler().getTask(null, null, found, options, null, sources).call();
        return found.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .map(diagnostic -> diagnostic.getMessage(Locale.ROOT))
                .toList();
    }

    /** A compilation unit that is only here. */
    private static final class Source extends SimpleJavaFileObject {
        private final String code;

        Source(String name, String code) {
            super(URI.create("string:///" + name + ".java"), Kind.SOURCE);
            this.code = code;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return code;
        }
    }
}
