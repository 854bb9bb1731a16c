package dev.martlet.bootstrap.support;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands between the program and PostgreSQL: counts what passes, and can fall silent as a network does that swallows everything. It reads the messages of
 * the server (PostgreSQL manual, "Message Formats"), of which {@code ReadyForQuery} ends each round trip.
 */
public final class PostgresProxy implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("127\\.0\\.0\\.1:(\\d+)");
    private static final Pattern NAME = Pattern.compile("application_name = '([^']*)'");
    private static final char READY_FOR_QUERY = 'Z';

    private final ServerSocket socket;
    private final String url;
    private final int target;
    private final Map<String, AtomicInteger> roundTrips = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean silent;

    public PostgresProxy(String url) {
        try {
            socket = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Matcher address = ADDRESS.matcher(url);
        address.find();
        target = Integer.parseInt(address.group(1));
        this.url = address.replaceFirst("127.0.0.1:" + socket.getLocalPort()) + "?sslmode=disable";
        Thread.startVirtualThread(this::accept);
    }

    public String url() {
        return url;
    }

    /** How many clients waited for PostgreSQL on connections of this name. */
    public int roundTrips(String name) {
        return roundTrips.getOrDefault(name, new AtomicInteger()).get();
    }

    public void silence() {
        set(true);
    }

    public void speak() {
        set(false);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void set(boolean silent) {
        lock.lock();
        try {
            this.silent = silent;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void awaitSpeech() {
        lock.lock();
        try {
            while (silent) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket client = socket.accept();
                Thread.startVirtualThread(() -> connect(client));
            }
        } catch (IOException _) {
            // Closed.
        }
    }

    private void connect(Socket client) {
        try (client; var server = new Socket(InetAddress.getLoopbackAddress(), target)) {
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            var requests = new DataInputStream(client.getInputStream());
            byte[] startup = new byte[requests.readInt() - Integer.BYTES];
            requests.readFully(startup);
            var out = new DataOutputStream(server.getOutputStream());
            out.writeInt(startup.length + Integer.BYTES);
            out.write(startup);
            var name = new AtomicReference<>("");
            Thread.startVirtualThread(() -> answers(server, client, name));
            pass(requests, out, name);
        } catch (IOException _) {
            // One of the two has gone; so does the other.
        }
    }

    private void pass(DataInputStream in, DataOutputStream out, AtomicReference<String> name) throws IOException {
        byte[] buffer = new byte[16 * 1024];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            awaitSpeech();
            if (name.get().isEmpty()) {
                name.set(name(new String(buffer, 0, read, StandardCharsets.ISO_8859_1)));
            }
            out.write(buffer, 0, read);
        }
    }

    private void answers(Socket server, Socket client, AtomicReference<String> name) {
        try (server; client) {
            var in = new DataInputStream(new BufferedInputStream(server.getInputStream(), 16 * 1024));
            var out = new DataOutputStream(new BufferedOutputStream(client.getOutputStream(), 16 * 1024));
            while (true) {
                byte type = in.readByte();
                byte[] body = new byte[in.readInt() - Integer.BYTES];
                in.readFully(body);
                awaitSpeech();
                out.writeByte(type);
                out.writeInt(body.length + Integer.BYTES);
                out.write(body);
                if (type == READY_FOR_QUERY) {
                    roundTrips.computeIfAbsent(name.get(), _ -> new AtomicInteger()).incrementAndGet();
                }
                if (in.available() == 0) {
                    out.flush();
                }
            }
        } catch (IOException _) {
            // As above.
        }
    }

    /** The driver tells a connection's name in a statement of its own. */
    private static String name(String requests) {
        Matcher name = NAME.matcher(requests);
        return name.find() ? name.group(1) : "";
    }
}
