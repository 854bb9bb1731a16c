package dev.martlet.bootstrap.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the base images of the Dockerfile offer to its build: Ubuntu's essential packages and a Java; no curl, wget, unzip or git. */
public final class BaseImages {
    /** Shell builtins, the project's own script, the JDK, and programs of bash, coreutils, findutils, grep, sed, tar, gzip, passwd and util-linux. */
    public static final Set<String> PROGRAMS = Set.of("cd", "./mvnw", "java", "javac", "jar",
            "bash", "sh", "basename", "cat", "chmod", "chown",
            "cp", "cut", "date", "dirname", "env", "find", "grep", "groupadd", "gzip", "head", "id", "ln", "ls",
            "mkdir", "mktemp", "mv", "rm", "rmdir", "sed", "seq", "sha256sum", "sleep", "sort", "tail",
            "tar", "touch", "tr", "true", "uname", "unshare", "useradd", "wc");

    private static final Pattern RUN = Pattern.compile("(?m)^RUN ((?:--\\S+ )*)(.*)$");

    private BaseImages() {}

    /** The programs that a Dockerfile's RUN instructions call. */
    public static Set<String> commands(List<String> dockerfile) {
        String text = String.join("\n", dockerfile.stream().filter(line -> !line.strip().startsWith("#")).toList()).replaceAll("\\\\\n", " ");
        var commands = new TreeSet<String>();
        RUN.matcher(text).results()
                .flatMap(run -> Stream.of(run.group(2).split("&&|\\|\\||[;|]")))
                .map(command -> command.strip().split("\\s+")[0])
                .forEach(commands::add);
        return commands;
    }

    /** A directory for the PATH with these programs alone, as far as this machine has them. */
    static Path path(Path directory) throws IOException {
        Files.createDirectories(directory);
        for (String program : PROGRAMS) {
            for (String folder : List.of("/usr/bin", "/bin", "/usr/sbin")) {
                Path found = Path.of(folder, program);
                if (Files.isExecutable(found) && !Files.exists(directory.resolve(program))) {
                    Path script = Files.writeString(directory.resolve(program), "#!/bin/sh\nexec " + found + " \"$@\"\n");
                    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
                }
            }
        }
        return directory;
    }
}
