package dev.martlet.bootstrap.launch;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where {@code java -jar martlet.jar} begins, on whatever Java that is. On Java 25 or newer it is the program at once; on an older one it runs the program
 * with a newer Java found beside it, or says in one line what is missing. Compiled for Java 11, hence apart from the rest.
 */
public final class Launcher {
    private static final int NEEDED = 25;
    /** sysexits.h: the program cannot run as configured. */
    private static final int EX_CONFIG = 78;

    private Launcher() {}

    public static void main(String[] arguments) throws Exception {
        if (Runtime.version().feature() >= NEEDED) {
            Class.forName("dev.martlet.bootstrap.Main").getMethod("main", String[].class).invoke(null, (Object) arguments);
            return;
        }
        Optional<File> java = newerJava();
        if (java.isEmpty()) {
            System.err.println("Martlet needs Java " + NEEDED + " or newer, and this is Java " + Runtime.version().feature()
                    + ": install a JDK " + NEEDED + " (such as Temurin), or set JAVA_HOME to one.");
            System.exit(EX_CONFIG);
        }
        System.exit(run(java.get(), arguments));
    }

    /** The child ends with this process, however this process ends. */
    private static int run(File java, String[] arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(java.getPath());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.add("-Dmartlet.parent=end");
        command.add("-jar");
        command.add(System.getProperty("java.class.path"));
        command.addAll(Arrays.asList(arguments));
        Process program = new ProcessBuilder(command).inheritIO().start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(program)));
        return program.waitFor();
    }

    private static void end(Process program) {
        program.destroy();
        try {
            program.waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Optional<File> newerJava() {
        String home = System.getProperty("user.home");
        Stream<File> homes = Stream.of(
                Stream.of("JAVA_HOME", "JDK_HOME", "JAVA_HOME_25").map(System::getenv).filter(path -> path != null).map(File::new),
                Stream.of("/usr/lib/jvm", "/opt/java", "/opt", home + "/.sdkman/candidates/java", home + "/.jdks").flatMap(Launcher::folders),
                folders("/Library/Java/JavaVirtualMachines").map(bundle -> new File(bundle, "Contents/Home")))
                .flatMap(found -> found);
        return homes.filter(found -> version(found) >= NEEDED)
                .map(found -> new File(found, "bin/java"))
                .filter(File::canExecute)
                .findFirst();
    }

    private static Stream<File> folders(String parent) {
        File[] found = new File(parent).listFiles(File::isDirectory);
        return found == null ? Stream.empty() : Arrays.stream(found).sorted(Comparator.comparing(File::getName).reversed());
    }

    /** From the file {@code release} that every JDK has ({@code JAVA_VERSION="25.0.1"}); 0 if there is none. */
    private static int version(File home) {
        try (Stream<String> lines = java.nio.file.Files.lines(home.toPath().resolve("release"))) {
            return lines.filter(line -> line.startsWith("JAVA_VERSION="))
                    .map(line -> line.replaceAll("[^0-9.]", "").split("\\.")[0])
                    .mapToInt(Integer::parseInt)
                    .findFirst()
                    .orElse(0);
        } catch (IOException | RuntimeException unreadable) {
            return 0;
        }
    }
}
