package dev.martlet.bench.measure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** CPU time (user and system) and memory of processes, from Linux's {@code /proc} (proc(5)); 0 where there is none. */
public final class ProcessTimes {
    /** USER_HZ, which is 100 on every architecture that Java runs on. */
    private static final double TICKS = 100;
    private static final Path PROC = Path.of("/proc");
    private static final int USER = 11;
    private static final int SYSTEM = 12;
    private static final int ENDED_USER = 13;
    private static final int ENDED_SYSTEM = 14;

    private ProcessTimes() {}

    /** Seconds of these processes and of all that they have started. */
    public static double ofTrees(List<Long> pids) {
        return trees(pids).mapToDouble(pid -> own(pid) + ended(pid)).sum();
    }

    /** Seconds of the processes that this one has started and that have ended. */
    public static double ofEndedChildren() {
        return ended(ProcessHandle.current().pid());
    }

    /** Seconds that all processors of the machine have worked. */
    public static double ofMachine() {
        String[] fields = read(PROC.resolve("stat")).lines().findFirst().orElse("").split(" +");
        double busy = 0;
        for (int field = 1; field < Math.min(fields.length, 9); field++) {
            busy += field == 4 || field == 5 ? 0 : Long.parseLong(fields[field]);
        }
        return busy / TICKS;
    }

    /** Resident memory of these processes and of all that they have started. */
    public static double mebibytes(List<Long> pids) {
        return trees(pids).mapToDouble(pid -> read(PROC.resolve(pid + "/status")).lines()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024.0)
                .sum()).sum();
    }

    /** The name of its program. */
    static String name(long pid) {
        return read(PROC.resolve(pid + "/comm")).strip();
    }

    private static Stream<Long> trees(List<Long> pids) {
        return pids.stream().flatMap(pid -> ProcessHandle.of(pid).stream())
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .map(ProcessHandle::pid)
                .distinct();
    }

    private static double own(long pid) {
        return ticks(pid, USER) + ticks(pid, SYSTEM);
    }

    private static double ended(long pid) {
        return ticks(pid, ENDED_USER) + ticks(pid, ENDED_SYSTEM);
    }

    private static double ticks(long pid, int field) {
        String stat = read(PROC.resolve(pid + "/stat"));
        // The name of the program, in parentheses, may contain blanks.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
        return fields.length > field ? Long.parseLong(fields[field]) / TICKS : 0;
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException _) {
            // The process has ended, or the system has no /proc.
            return "";
        }
    }
}
