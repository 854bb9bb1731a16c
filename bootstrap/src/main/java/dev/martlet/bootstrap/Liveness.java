package dev.martlet.bootstrap;

import dev.martlet.platform.core.work.Worker;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Looks once a second for listeners and workers that have died for good. A process with one is not alive, and ends, so that another takes its place. */
final class Liveness implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Liveness.class.getName());
    private static final long PERIOD_MS = 1000;

    private final Runnable end;
    private final Map<String, ListenerProbe> probes = new LinkedHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Report report = new Report(Map.of(), new Workers("UP", Set.of()));

    /**
     * @param listeners by name: server, internal, management
     * @param workers of all modules
     */
    record Report(Map<String, Listener> listeners, Workers workers) {
        boolean isAlive() {
            return workers.dead().isEmpty() && listeners.values().stream().noneMatch(Listener::isDown);
        }
    }

    /** @param status UP or DOWN */
    record Listener(String status, int port) {
        private boolean isDown() {
            return status.equals("DOWN");
        }
    }

    /** @param dead the names of those that have died */
    record Workers(String status, Set<String> dead) {}

    /** @param end what ends the process; run once, after a death */
    Liveness(Runnable end) {
        this.end = end;
        Thread.ofPlatform().daemon().name("liveness").start(this::watch);
    }

    Report report() {
        return report;
    }

    /** From here on, a listener must listen. */
    synchronized void listens(String name, InetSocketAddress address) {
        probes.put(name, new ListenerProbe(address));
        check();
    }

    /** Before the listeners are closed. */
    @Override
    public synchronized void close() {
        closed.countDown();
        probes.values().forEach(ListenerProbe::close);
    }

    private void watch() {
        try {
            while (!closed.await(PERIOD_MS, TimeUnit.MILLISECONDS)) {
                check();
                if (!report.isAlive()) {
                    deaths(report).forEach(death -> LOG.log(Level.ERROR, death + " has died for good: the process is not alive and ends"));
                    end.run();
                    return;
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void check() {
        if (closed.getCount() == 0) {
            return;
        }
        var listeners = new TreeMap<String, Listener>();
        probes.forEach((name, probe) -> listeners.put(name, new Listener(probe.isDead() ? "DOWN" : "UP", probe.port())));
        Set<String> dead = Worker.dead();
        report = new Report(listeners, new Workers(dead.isEmpty() ? "UP" : "DOWN", dead));
    }

    private static List<String> deaths(Report report) {
        return Stream.concat(
                report.listeners.entrySet().stream().filter(listener -> listener.getValue().isDown())
                        .map(listener -> "The listener of " + listener.getKey() + ".port " + listener.getValue().port()),
                report.workers.dead().stream().map(worker -> "The worker " + worker)).toList();
    }
}
