package dev.martlet.bootstrap.launch;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where {@code java -jar martlet.jar} begins, on any Java from 11 on. On Java 25 or newer it is the program at once; on an older one it runs the program
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
        } else {
            System.exit(launch(JavaHomes.ofThisMachine(), arguments, System.err));
        }
    }

    static int launch(JavaHomes homes, String[] arguments, PrintStream errors) throws IOException, InterruptedException {
        Optional<File> java = homes.java(NEEDED);
        if (java.isPresent()) {
            return run(java.get(), arguments);
        }
        errors.println("Martlet needs Java " + NEEDED + " or newer, and this is Java " + Runtime.version().feature()
                + ": install Java " + NEEDED + " (such as https://adoptium.net), or set JAVA_HOME to one.");
        return EX_CONFIG;
    }

    /** The child gets a signal to stop when this process ends, or notices by itself that its parent is gone. */
    private static int run(File java, String[] arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(java.getPath());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.add("-Dmartlet.parent=end");
        command.add("-jar");
        command.add(System.getProperty("java.class.path"));
        command.addAll(Arrays.asList(arguments));
        return Child.run(command);
    }
}
