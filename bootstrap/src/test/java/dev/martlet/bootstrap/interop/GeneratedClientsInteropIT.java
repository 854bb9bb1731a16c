package dev.martlet.bootstrap.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.bootstrap.support.Program;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that OpenAPI Generator makes of the document: they compile, and no field is untyped. */
class GeneratedClientsInteropIT {
    private static final Path GENERATOR = Path.of("target", "openapi-generator").toAbsolutePath();
    private static final Pattern JAVA_FIELD = Pattern.compile("(?m)^  private (?!static)(?:@\\w+ )*([\\w<>, .?]+) (\\w+)(?: = .*)?;$");
    private static final Pattern TYPESCRIPT_FIELD = Pattern.compile("(?m)^    (\\w+)\\??: ([^;(]+);$");
    private static final Pattern PYTHON_FIELD = Pattern.compile("(?m)^    (\\w+): (?!ClassVar)(\\S.*?)(?: = .*)?$");

    @TempDir
    private static Path directory;

    @BeforeAll
    static void fetchTheDocument() throws IOException {
        try (var program = Program.in(directory).start().awaitReady()) {
            Files.writeString(directory.resolve("openapi.json"), program.rest().get("/openapi").expect(200).body());
        }
    }

    @Test
    void java() {
        Path client = generate("java", "--library", "native");
        List<Path> sources = files(client.resolve("src/main/java"), ".java");
        var output = new StringWriter();
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            String path = files(GENERATOR, ".jar").stream().filter(jar -> !jar.endsWith("generator.jar")).map(Path::toString)
                    .collect(Collectors.joining(File.pathSeparator));
            boolean compiled = compiler.getTask(output, manager, null, List.of("-proc:none", "-cp", path, "-d", directory.resolve("classes").toString()), null,
                    manager.getJavaFileObjectsFromPaths(sources)).call();
            assertThat(compiled).as(output.toString()).isTrue();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Map<String, String> fields = fields(client.resolve("src/main/java"), ".java", JAVA_FIELD, 2, 1);
        assertThat(fields.values()).noneMatch(type -> type.contains("Object"));
        assertThat(fields).containsEntry("Product.price", "Price").containsEntry("ProductRegistration.price", "Price").containsEntry("Order.total", "Money")
                .containsEntry("Customer.creditLimit", "Money")
                .containsEntry("Problem.code", "ProblemCode").containsEntry("Problem.orderId", "UUID");
    }

    @Test
    void typescript() {
        Path client = generate("typescript-fetch");
        Debian.End end = NodeTools.install().run(client, "tsc", "--noEmit", "--strict", "--skipLibCheck", "--target", "es2022", "--module", "esnext",
                "--moduleResolution", "bundler", "--lib", "es2022,dom", "index.ts");
        assertThat(end.code()).as(end.output()).isZero();
        Map<String, String> fields = fields(client.resolve("models"), ".ts", TYPESCRIPT_FIELD, 1, 2);
        assertThat(fields.values()).noneMatch(type -> type.matches(".*\\b(any|object|unknown)\\b.*"));
        assertThat(fields).containsEntry("Product.price", "Price").containsEntry("CustomerRegistration.creditLimit", "Money | null")
                .containsEntry("Order.total", "Money | null").containsEntry("Problem.code", "ProblemCode").containsEntry("Problem.orderId", "string");
    }

    @Test
    void python() {
        Path client = generate("python");
        Debian.End end = Debian.run(client, "python3", "-m", "compileall", "-q", "openapi_client");
        assertThat(end.code()).as(end.output()).isZero();
        Map<String, String> fields = fields(client.resolve("openapi_client/models"), ".py", PYTHON_FIELD, 1, 2);
        assertThat(fields.values()).noneMatch(type -> type.matches(".*\\b(Any|object|Object)\\b.*"));
        assertThat(fields).containsEntry("product.price", "Price").containsEntry("order.total", "Optional[Money]")
                .containsEntry("customer.credit_limit", "Money")
                .containsEntry("problem.code", "ProblemCode").containsEntry("problem.order_id", "Optional[UUID]");
    }

    private static Path generate(String language, String... more) {
        Path client = directory.resolve(language);
        var output = new StringWriter();
        try {
            var command = Stream.concat(Stream.of(ProcessHandle.current().info().command().orElseThrow(), "-jar", GENERATOR.resolve("generator.jar").toString(),
                    "generate", "-i", directory.resolve("openapi.json").toString(), "-g", language, "-o", client.toString()), Stream.of(more)).toList();
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.inputReader().transferTo(output);
            assertThat(process.waitFor()).as(output.toString()).isZero();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
        assertThat(output.toString()).doesNotContain("ERROR");
        return client;
    }

    /** The fields of all models, as {@code Model.field}, with their types. */
    private static Map<String, String> fields(Path models, String suffix, Pattern pattern, int name, int type) {
        var fields = new TreeMap<String, String>();
        files(models, suffix).stream().filter(file -> isModel(file)).forEach(file -> pattern.matcher(text(file)).results().forEach(found ->
                fields.put(file.getFileName().toString().replace(suffix, "") + "." + found.group(name), found.group(type).strip())));
        assertThat(fields).hasSizeGreaterThan(80);
        return fields;
    }

    private static boolean isModel(Path file) {
        return file.toString().contains("model") && !file.getFileName().toString().matches("AbstractOpenApiSchema.java|index.ts|__init__.py");
    }

    private static List<Path> files(Path root, String suffix) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
