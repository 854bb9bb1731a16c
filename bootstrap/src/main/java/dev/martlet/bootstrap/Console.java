package dev.martlet.bootstrap;

import dev.martlet.platform.core.observe.LogSettings;
import dev.martlet.platform.core.observe.Logging;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.logging.Level;

/** What the program says beside its log: lines for people, or records of the log where each line has to be JSON. */
sealed interface Console {
    static Console of(LogSettings.Format format) {
        return switch (format) {
            case TEXT -> new Plain();
            case JSON -> new Records();
        };
    }

    /** Everything runs. */
    void ready(List<String> lines);

    /** Why the program ends. */
    void fault(String line);

    /** What a command was asked for, on standard output in either format. */
    void result(String line);

    /** Text on the terminal. */
    final class Plain implements Console {
        @Override
        public void ready(List<String> lines) {
            lines.forEach(System.out::println);
            System.out.flush();
        }

        @Override
        public void fault(String line) {
            System.err.println(line);
        }

        @Override
        public void result(String line) {
            System.out.println(line);
        }
    }

    /** Records; what libraries print becomes records, too. */
    final class Records implements Console {
        private static final String NAME = Main.class.getName();

        private final PrintStream out = System.out;

        Records() {
            System.setOut(new PrintStream(new Lines("stdout", Level.INFO), true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(new Lines("stderr", Level.WARNING), true, StandardCharsets.UTF_8));
        }

        @Override
        public void ready(List<String> lines) {
            Logging.write(Level.INFO, NAME, String.join(" ", lines.stream().map(String::strip).toList()));
        }

        @Override
        public void fault(String line) {
            Logging.write(Level.SEVERE, NAME, line);
        }

        @Override
        public void result(String line) {
            out.println(line);
        }
    }

    /** Makes each printed line a record. */
    final class Lines extends OutputStream {
        private static final int LONGEST = 16_000;

        private final ByteArrayOutputStream line = new ByteArrayOutputStream();
        private final String logger;
        private final Level level;

        Lines(String logger, Level level) {
            this.logger = logger;
            this.level = level;
        }

        @Override
        public synchronized void write(int next) {
            if (next != '\n') {
                line.write(next);
            }
            if (next == '\n' || line.size() > LONGEST) {
                String text = line.toString(StandardCharsets.UTF_8).stripTrailing();
                line.reset();
                if (!text.isEmpty()) {
                    Logging.write(level, logger, text);
                }
            }
        }
    }
}
