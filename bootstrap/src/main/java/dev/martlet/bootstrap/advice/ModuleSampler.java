package dev.martlet.bootstrap.advice;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingStream;

/**
 * Which modules use the CPU, by samples of stacks: JFR's {@code jdk.CPUTimeSample} (JEP 509), a sample for each 10 ms of CPU time of a thread, virtual ones
 * included. Linux alone has it; elsewhere there are no samples. Nothing runs, and nothing is paid, between two requests for samples.
 */
public final class ModuleSampler {
    static final String SQL = "sql";
    static final String CODE = "code";

    private static final Logger LOG = System.getLogger(ModuleSampler.class.getName());
    private static final String EVENT = "jdk.CPUTimeSample";
    private static final String HOUSE = "dev.martlet.";
    private static final List<String> DATABASE = List.of("org.postgresql.", HOUSE + "platform.sql.");

    /** Whether there is something to sample is seen first, so that an idle process does not start JFR. */
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final double BUSY = 0.05;

    private final Set<String> modules;
    private final LongSupplier cpuNanos;

    /** @param cpuNanos CPU time of this process */
    public ModuleSampler(Set<String> modules, LongSupplier cpuNanos) {
        this.modules = modules;
        this.cpuNanos = cpuNanos;
    }

    /** Samples for that long; none if the process does nothing. Threads that ask at the same time wait for each other. */
    public synchronized Counts take(Duration time) {
        return isBusy() ? samples(time) : Counts.NONE;
    }

    private boolean isBusy() {
        long begin = System.nanoTime();
        long cpuBegin = cpuNanos.getAsLong();
        LockSupport.parkNanos(LOOK.toNanos());
        return cpuNanos.getAsLong() - cpuBegin > BUSY * (System.nanoTime() - begin);
    }

    private Counts samples(Duration time) {
        var counted = new ConcurrentHashMap<List<String>, Long>();
        try (var stream = new RecordingStream()) {
            stream.enable(EVENT).with("throttle", "10ms");
            stream.onEvent(EVENT, event -> counted.merge(names(event), 1L, Long::sum));
            stream.startAsync();
            LockSupport.parkNanos(time.toNanos());
            stream.stop();
        } catch (RuntimeException failure) {
            LOG.log(Level.DEBUG, "no samples of CPU time", failure);
        }
        return counts(counted);
    }

    private static Counts counts(Map<List<String>, Long> counted) {
        var all = new ArrayList<Count>();
        counted.forEach((names, samples) -> all.add(new Count(Counts.SAMPLES, names, List.of(samples))));
        return Counts.of(all);
    }

    /** The innermost module of the stack; of a worker of the platform, the module that it is named after. */
    private List<String> names(RecordedEvent event) {
        List<String> types = event.getStackTrace() == null ? List.of() : types(event.getStackTrace().getFrames());
        Optional<String> running = types.stream().flatMap(type -> module(type).stream()).findFirst();
        String module = running.or(() -> worker(event)).orElse("");
        boolean isSql = types.stream().takeWhile(type -> module(type).isEmpty()).anyMatch(type -> DATABASE.stream().anyMatch(type::startsWith));
        return List.of(module, isSql ? SQL : CODE);
    }

    private static List<String> types(List<RecordedFrame> frames) {
        return frames.stream().filter(RecordedFrame::isJavaFrame).map(frame -> frame.getMethod().getType().getName()).toList();
    }

    private Optional<String> module(String type) {
        if (!type.startsWith(HOUSE)) {
            return Optional.empty();
        }
        int end = type.indexOf('.', HOUSE.length());
        return Optional.of(end < 0 ? "" : type.substring(HOUSE.length(), end)).filter(modules::contains);
    }

    private Optional<String> worker(RecordedEvent event) {
        RecordedThread thread = event.getThread("eventThread");
        String name = thread == null || thread.getJavaName() == null ? "" : thread.getJavaName();
        return modules.stream().filter(name::contains).findFirst();
    }
}
