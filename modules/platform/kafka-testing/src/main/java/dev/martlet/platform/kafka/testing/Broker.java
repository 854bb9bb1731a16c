package dev.martlet.platform.kafka.testing;

import static org.awaitility.Awaitility.await;

import dev.martlet.platform.testing.FreePorts;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.JarURLConnection;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionTimeoutException;

/** A Kafka cluster of one broker in its own process, which can be killed and started again with its data and address. */
public final class Broker implements AutoCloseable {
    private static final String CLUSTER = "bWFydGxldC10ZXN0cy0xMg";
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);
    private static final int CONNECT_TIMEOUT_MS = 200;
    private static final long STOP_TIMEOUT_S = 20;
    private static final List<String> SMALL_JVM = List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto");
    private static final String SETTINGS = """
            process.roles=broker,controller
            node.id=1
            controller.quorum.voters=1@127.0.0.1:%2$d
            listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
            controller.listener.names=CONTROLLER
            log.dirs=%3$s
            auto.create.topics.enable=false
            offsets.topic.replication.factor=1
            offsets.topic.num.partitions=4
            transaction.state.log.replication.factor=1
            transaction.state.log.min.isr=1
            transaction.state.log.num.partitions=4
            share.coordinator.state.topic.replication.factor=1
            share.coordinator.state.topic.min.isr=1
            group.initial.rebalance.delay.ms=0
            broker.session.timeout.ms=2000
            broker.heartbeat.interval.ms=500
            """;

    private final Path directory;
    private final int port;
    private Process process;

    private Broker(Path directory, int port) {
        this.directory = directory;
        this.port = port;
    }

    /** Returns when the broker listens. */
    public static Broker start(Path directory) {
        List<Integer> ports = FreePorts.take(2);
        var broker = new Broker(directory, ports.getFirst());
        try {
            Files.createDirectories(directory);
            Files.writeString(broker.settings(), SETTINGS.formatted(broker.port, ports.getLast(), directory.resolve("data")));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return broker.start();
    }

    /** The value for {@code events.kafka.brokers}. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    /** Kills the broker (SIGKILL) and keeps its data. */
    public Broker kill() {
        process.destroyForcibly();
        end();
        return this;
    }

    /** Starts a broker that was killed. Returns when it listens. */
    public Broker start() {
        try {
            process = new ProcessBuilder(command()).redirectErrorStream(true).redirectOutput(directory.resolve("out").toFile()).start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        awaitListening();
        return this;
    }

    @Override
    public void close() {
        kill();
    }

    private List<String> command() throws IOException {
        var command = new ArrayList<String>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.addAll(SMALL_JVM);
        command.addAll(List.of("-cp", String.join(File.pathSeparator, classPath()), BrokerProgram.class.getName(), settings().toString(), CLUSTER));
        return command;
    }

    /** The class path of this JVM, which may be a manifest. */
    private static List<String> classPath() throws IOException {
        var paths = new ArrayList<String>();
        for (URL manifest : Collections.list(Broker.class.getClassLoader().getResources("META-INF/MANIFEST.MF"))) {
            if (manifest.openConnection() instanceof JarURLConnection jar) {
                paths.add(Path.of(jar.getJarFileURL().getPath()).toString());
            }
        }
        paths.add(Path.of(Broker.class.getProtectionDomain().getCodeSource().getLocation().getPath()).toString());
        return paths;
    }

    private void awaitListening() {
        try {
            await().pollInSameThread().pollDelay(Duration.ZERO).pollInterval(POLL_INTERVAL).atMost(START_TIMEOUT).until(() -> !process.isAlive() || listens());
        } catch (ConditionTimeoutException _) {
            process.destroyForcibly();
            throw notStarted();
        }
        if (!process.isAlive()) {
            throw notStarted();
        }
    }

    private AssertionError notStarted() {
        return new AssertionError("the broker did not start:\n" + output());
    }

    private boolean listens() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_TIMEOUT_MS);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private void end() {
        try {
            if (!process.waitFor(STOP_TIMEOUT_S, TimeUnit.SECONDS)) {
                throw new AssertionError("the broker did not end:\n" + output());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private Path settings() {
        return directory.resolve("server.properties");
    }

    private String output() {
        try {
            return Files.readString(directory.resolve("out"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
