package dev.martlet.bench;

/** What the benchmark says on the terminal while it runs. */
public final class Console {
    private static final long BEGIN = System.nanoTime();

    private Console() {}

    /** One line, with the seconds since the start. */
    public static void say(String line) {
        System.out.printf("%5d s  %s%n", (System.nanoTime() - BEGIN) / 1_000_000_000L, line);
    }
}
