package dev.martlet.bootstrap.support;

import static org.awaitility.Awaitility.await;

import dev.martlet.platform.embedded.EmbeddedPostgres;
import dev.martlet.platform.sql.session.DatabaseSettings;
import dev.martlet.platform.testing.RestClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The program as its users run it: the built jar, in a process and a directory of its own. */
public final class Program implements AutoCloseable {
    /** JVM options with which six fit on a small machine, and start soon. */
    public static final List<String> SMALL = List.of("-Xmx96m", "-Xss512k", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private static final Path JAR = Path.of("target", "martlet.jar").toAbsolutePath();
    /** What a process needs of its surroundings. The environment of the build may have a key of the program, such as DB_URL, for another purpose. */
    private static final Set<String> INHERITED = Set.of("PATH", "HOME", "TMPDIR", "LANG", "LC_ALL", "JAVA_HOME", "SystemRoot");
    private static final Duration LONGEST_START = Duration.ofSeconds(60);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(30);
    private static final Pattern ADDRESS = Pattern.compile("(REST API|Management) +(https?://[^/ ]+:([0-9]+))");

    private final Process process;
    private final Path directory;
    private final long begin = System.nanoTime();

    private Program(Process process, Path directory) {
        this.process = process;
        this.directory = directory;
    }

    /** How a program ended that was not meant to run on. */
    public record End(int code, List<String> out, List<String> errors, Duration time) {}

    public static Preparation in(Path directory) {
        return new Preparation(directory);
    }

    public Program awaitReady() {
        await().atMost(LONGEST_START).until(() -> !process.isAlive() || ADDRESS.matcher(said()).results().count() == 2);
        if (!process.isAlive()) {
            throw new AssertionError("the program ended with " + process.exitValue() + ":\n" + out() + errors());
        }
        return this;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public ShopClient http() {
        return new ShopClient(address("REST API"));
    }

    public RestClient rest() {
        return new RestClient(address("REST API"));
    }

    public RestClient management() {
        return new RestClient(address("Management"));
    }

    public String out() {
        return read("out");
    }

    public String errors() {
        return read("err");
    }

    /** Whether something listens on the port. */
    public static boolean listens(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /** SIGTERM. */
    public Program terminate() {
        process.destroy();
        return this;
    }

    /** @param name of a signal, such as STOP, by which the process hangs until it gets CONT */
    public void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(pid())).inheritIO().start().waitFor();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** SIGKILL. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    public End awaitEnd() {
        try {
            if (!process.waitFor(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new AssertionError("the program did not end:\n" + out() + errors());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
        return new End(process.exitValue(), out().lines().toList(), errors().lines().toList(), Duration.ofNanos(System.nanoTime() - begin));
    }

    /** Also ends the embedded PostgreSQL of a program that was killed. */
    @Override
    public void close() {
        process.destroy();
        awaitEnd();
        Path embedded = directory.resolve(".martlet/postgres");
        if (Files.exists(embedded.resolve("data"))) {
            EmbeddedPostgres.start(embedded).close();
        }
    }

    private String address(String name) {
        return ADDRESS.matcher(said()).results().filter(found -> found.group(1).equals(name)).findFirst().orElseThrow().group(2);
    }

    /** Where it listens is on standard output, or in a log of JSON. */
    private String said() {
        return out() + errors();
    }

    private String read(String name) {
        try {
            return Files.readString(directory.resolve(name));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** What a program is started with. Free ports unless they are given. */
    public static final class Preparation {
        private final Path directory;
        private final Map<String, String> environment = new LinkedHashMap<>();
        private final List<String> options = new ArrayList<>();
        private final List<String> limits = new ArrayList<>();
        private final Map<String, String> properties = new LinkedHashMap<>();
        private final List<String> arguments = new ArrayList<>();
        private Path jar = JAR;

        private Preparation(Path directory) {
            this.directory = directory;
            List.of("server", "internal", "management").forEach(socket -> property(socket + ".port", "0"));
        }

        /** Another than the one that was built. */
        public Preparation jar(Path other) {
            jar = other;
            return this;
        }

        public Preparation environment(String name, String value) {
            environment.put(name, value);
            return this;
        }

        /** Of the Java virtual machine. */
        public Preparation options(List<String> more) {
            options.addAll(more);
            return this;
        }

        /** Of the program. */
        public Preparation arguments(String... more) {
            arguments.addAll(List.of(more));
            return this;
        }

        public Preparation property(String key, String value) {
            properties.put(key, value);
            return this;
        }

        /** Left to a weaker source. */
        public Preparation without(String property) {
            properties.remove(property);
            return this;
        }

        /** {@code config/application.yaml}, which it finds by itself. */
        public Preparation configuration(String yaml) {
            return file("config/application.yaml", yaml);
        }

        public Preparation file(String name, String text) {
            try {
                Files.createDirectories(directory.resolve(name).getParent());
                Files.writeString(directory.resolve(name), text);
                return this;
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        public Preparation on(DatabaseSettings database) {
            return property("db.url", database.url().orElseThrow())
                    .property("db.username", database.username().orElseThrow())
                    .property("db.password", database.password().orElseThrow());
        }

        /** At most so many file descriptors. */
        public Preparation descriptors(int limit) {
            limits.addAll(List.of("sh", "-c", "ulimit -n " + limit + "; exec \"$@\"", "sh"));
            return this;
        }

        public Program start() {
            var command = new ArrayList<>(limits);
            command.add(ProcessHandle.current().info().command().orElseThrow());
            command.addAll(sharing());
            command.addAll(options);
            properties.forEach((key, value) -> command.add("-D" + key + "=" + value));
            command.addAll(List.of("-jar", jar.toString()));
            command.addAll(arguments);
            var builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectOutput(directory.resolve("out").toFile())
                    .redirectError(directory.resolve("err").toFile());
            builder.environment().keySet().retainAll(INHERITED);
            builder.environment().putAll(environment);
            try {
                return new Program(builder.start(), directory);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        /**
         * The first that ends writes down, beside the jar, which classes it had loaded; the others start in half the time. Without a word: what the program
         * prints is tested.
         */
        private List<String> sharing() {
            return List.of("-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + jar.resolveSibling("program.jsa"), "-Xlog:disable");
        }

        /** For a program that shall not run on. */
        public End run() {
            try (var program = start()) {
                return program.awaitEnd();
            }
        }
    }
}
