package dev.martlet.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs of this machine. */
public final class Command {
    private Command() {}

    /** Where a program is: on the PATH, or in one of these directories. */
    public static Optional<Path> find(String name, Path... more) {
        Stream<Path> path = Stream.of(System.getenv().getOrDefault("PATH", "").split(":")).map(Path::of);
        return Stream.concat(path, Stream.of(more)).map(directory -> directory.resolve(name)).filter(Files::isExecutable).findFirst();
    }

    /** What it writes to standard output and standard error; a failure if it does not end with 0. */
    public static String output(List<String> command, Map<String, String> environment) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command.getFirst() + " failed:\n" + output);
        }
        return output;
    }

    /** The text of a resource. */
    public static String text(String resource) {
        try (var stream = Command.class.getResourceAsStream("/" + resource)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Copies a resource beside others of its kind, where a program can read it. */
    public static Path unpack(String resource, Path directory) {
        Path file = directory.resolve(resource);
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text(resource));
            return file;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
