package dev.martlet.platform.calls.remote;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** A server that does with each connection what a test says: for what no real server would do. */
final class RawServer implements AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *([0-9]+)");

    private final ServerSocket listener;
    private final Behaviour behaviour;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();

    /** What happens on one connection, which is closed when this returns. */
    @FunctionalInterface
    interface Behaviour {
        void serve(RawServer server, InputStream in, OutputStream out) throws IOException;
    }

    RawServer(Behaviour behaviour) {
        this.behaviour = behaviour;
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Thread.ofVirtual().start(this::listen);
    }

    /** The connection ends after one answer to each request. */
    static RawServer answering(String answer) {
        return new RawServer((server, in, out) -> {
            server.read(in);
            out.write(answer.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        });
    }

    static String ok(String json) {
        return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + json.length() + "\r\n\r\n" + json;
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    RemoteInvoker target(RemoteClient client) {
        return new RemoteInvoker(client, base(), InternalSecrets.NONE, Loopback.contracts(Map.of()));
    }

    /** The requests that have arrived whole. */
    List<String> requests() {
        return requests;
    }

    int connections() {
        return connections.get();
    }

    /** How many connections have not ended. */
    int open() {
        return open.size();
    }

    /** Reads one request whole. */
    String read(InputStream in) throws IOException {
        var text = new ByteArrayOutputStream();
        while (!text.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            text.write(next(in));
        }
        var length = LENGTH.matcher(text.toString(StandardCharsets.ISO_8859_1));
        for (int left = length.find() ? Integer.parseInt(length.group(1)) : 0; left > 0; left--) {
            text.write(next(in));
        }
        requests.add(text.toString(StandardCharsets.ISO_8859_1));
        return requests.getLast();
    }

    private static int next(InputStream in) throws IOException {
        int next = in.read();
        if (next < 0) {
            throw new EOFException();
        }
        return next;
    }

    private void listen() {
        try {
            while (true) {
                Socket socket = listener.accept();
                connections.incrementAndGet();
                open.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException _) {
            // closed
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            behaviour.serve(this, socket.getInputStream(), socket.getOutputStream());
        } catch (IOException _) {
            // the other side has gone
        } finally {
            open.remove(socket);
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
