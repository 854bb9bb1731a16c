package dev.martlet.bootstrap.advice;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What this process occupies. */
public final class ProcessMemory {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final double KIB_PER_MIB = 1024;

    private ProcessMemory() {}

    /** Resident memory, from Linux's {@code /proc} (proc(5)); elsewhere it is not known. */
    public static Optional<Double> residentMiB() {
        try (var lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith("VmRSS:")).map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / KIB_PER_MIB).findFirst();
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
