package dev.martlet.bootstrap.launch;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder that looks like a Java of some version and runs a shell script. */
final class FakeJava {
    private FakeJava() {}

    static File of(Path home, String version, String script) throws IOException {
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Test\"\nJAVA_VERSION=\"" + version + "\"\n");
        Path java = Files.writeString(home.resolve("bin/java"), "#!/bin/sh\n" + script + "\n");
        if (!java.toFile().setExecutable(true)) {
            throw new IOException("cannot be made executable: " + java);
        }
        return home.toFile();
    }
}
