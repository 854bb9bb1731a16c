package dev.martlet.bootstrap.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** Programs from npm, installed into {@code target} in the versions of {@code src/test/node/package-lock.json}. */
final class NodeTools {
    private static final Path SOURCE = Path.of("src", "test", "node").toAbsolutePath();
    private static final Path TARGET = Path.of("target", "node").toAbsolutePath();
    /** What was installed is known by the lock file that npm leaves beside the packages. */
    private static final Path INSTALLED = TARGET.resolve("installed-lock.json");

    private static final long LONGEST_INSTALLATION_SECONDS = 600;

    private NodeTools() {}

    static synchronized NodeTools install() {
        try {
            if (!Files.exists(INSTALLED) || Files.mismatch(INSTALLED, SOURCE.resolve("package-lock.json")) >= 0) {
                Files.createDirectories(TARGET);
                for (String file : List.of("package.json", "package-lock.json", ".npmrc")) {
                    Files.copy(SOURCE.resolve(file), TARGET.resolve(file), StandardCopyOption.REPLACE_EXISTING);
                }
                Debian.End end = Debian.run(LONGEST_INSTALLATION_SECONDS, TARGET, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
                if (end.code() != 0) {
                    throw new AssertionError("npm ci ended with " + end.code() + ":\n" + end.output());
                }
                Files.copy(SOURCE.resolve("package-lock.json"), INSTALLED, StandardCopyOption.REPLACE_EXISTING);
            }
            return new NodeTools();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Runs one of the programs to its end. */
    Debian.End run(Path directory, String program, String... arguments) {
        var all = new ArrayList<>(List.of(TARGET.resolve("node_modules/.bin").resolve(program).toString()));
        all.addAll(List.of(arguments));
        return Debian.run(directory, "node", all.toArray(String[]::new));
    }

    /** Runs a script of {@code src/test/node}, with the location of the packages, to its end. */
    Debian.End script(Path directory, String script, String... arguments) {
        var all = new ArrayList<>(List.of(SOURCE.resolve(script).toString(), TARGET.resolve("package.json").toString()));
        all.addAll(List.of(arguments));
        return Debian.run(directory, "node", all.toArray(String[]::new));
    }
}
