package dev.martlet.bench;

import dev.martlet.bench.load.Command;
import dev.martlet.bench.measure.Postgres;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** When, of what and where a figure was measured. */
final class Circumstances {
    private static final long GIBI = 1L << 30;

    private Circumstances() {}

    static String describe(Postgres postgres) throws IOException, InterruptedException, SQLException {
        return "%s, commit %s; %d processors (%s), %d GiB, %s; Java %s; PostgreSQL %s (shared_buffers %s, fsync %s, synchronous_commit %s).".formatted(
                LocalDate.now(), commit(), Runtime.getRuntime().availableProcessors(), processor(), memory(), System.getProperty("os.name"),
                Runtime.version(), postgres.version(), postgres.setting("shared_buffers"), postgres.setting("fsync"), postgres.setting("synchronous_commit"));
    }

    private static String commit() throws InterruptedException {
        try {
            String changes = Command.output(List.of("git", "status", "--porcelain", "--untracked-files=no", "--", "..", ":!REPORT.md", ":!plots"), Map.of());
            return Command.output(List.of("git", "rev-parse", "--short", "HEAD"), Map.of()).strip() + (changes.isBlank() ? "" : " with changes");
        } catch (IOException _) {
            return "unknown";
        }
    }

    private static String processor() throws IOException {
        Path file = Path.of("/proc/cpuinfo");
        if (!Files.exists(file)) {
            return System.getProperty("os.arch");
        }
        return Files.readAllLines(file).stream().filter(line -> line.startsWith("model name")).findFirst()
                .map(line -> line.substring(line.indexOf(':') + 1).strip()).orElse(System.getProperty("os.arch"));
    }

    private static long memory() {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return system.getTotalMemorySize() / GIBI;
    }
}
