package dev.martlet.bootstrap;

/** Ends the program with the process that started it, where {@code -Dmartlet.parent=end} asks for it: a signal may reach a build tool alone. */
final class ParentWatch {
    private ParentWatch() {}

    static void endWithIt() {
        if ("end".equals(System.getProperty("martlet.parent"))) {
            ProcessHandle.current().parent().ifPresent(parent -> parent.onExit().thenRun(() -> System.exit(0)));
        }
    }
}
