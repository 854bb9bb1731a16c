package dev.martlet.platform.sql.check;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;

/**
 * A small connection pooler. Each client logs in through a server session of its own; after that, sessions are shared: each transaction gets one that is
 * free (PostgreSQL manual, "Message Formats").
 */
final class Pooler implements AutoCloseable {
    private static final int SYNC = 'S';
    private static final int QUERY = 'Q';
    private static final int TERMINATE = 'X';
    private static final int READY_FOR_QUERY = 'Z';
    private static final int IDLE = 'I';

    /** Which free session the next transaction gets. */
    enum Mode { LAST_USED, LONGEST_UNUSED, OWN }

    private final Mode mode;
    private final int target;
    private final ServerSocket socket;
    private final BlockingDeque<Server> free = new LinkedBlockingDeque<>();

    private record Server(DataInputStream in, DataOutputStream out) {}

    /** @param url of the real server on 127.0.0.1 */
    Pooler(String url, Mode mode) {
        this.mode = mode;
        target = Integer.parseInt(url.replaceFirst(".*:(\\d+)/.*", "$1"));
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Thread.startVirtualThread(this::accept);
    }

    String url(String url) {
        return url.replaceFirst(":\\d+/", ":" + socket.getLocalPort() + "/") + "?sslmode=disable";
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = socket.accept();
                Thread.startVirtualThread(() -> serve(client));
            }
        } catch (IOException _) {
            // Closed.
        }
    }

    private void serve(Socket client) {
        try (client) {
            var in = new DataInputStream(client.getInputStream());
            var out = new DataOutputStream(client.getOutputStream());
            Server own = logIn(in, out);
            free.add(own);
            while (true) {
                int type = in.readByte();
                if (type == TERMINATE) {
                    return;
                }
                Server server = take(own);
                transaction(type, in, out, server);
                free.add(server);
            }
        } catch (IOException _) {
            // The client has gone.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private Server take(Server own) throws InterruptedException {
        return switch (mode) {
            case LAST_USED -> free.takeLast();
            case LONGEST_UNUSED -> free.takeFirst();
            case OWN -> {
                free.remove(own);
                yield own;
            }
        };
    }

    private Server logIn(DataInputStream in, DataOutputStream out) throws IOException {
        var session = new Socket(InetAddress.getLoopbackAddress(), target);
        var server = new Server(new DataInputStream(session.getInputStream()), new DataOutputStream(session.getOutputStream()));
        body(in, server.out());
        while (true) {
            int type = server.in().readByte();
            byte[] body = message(type, server.in(), out);
            if (type == READY_FOR_QUERY) {
                return server;
            }
            boolean asks = type == 'R' && (body[3] == 10 || body[3] == 11 || body[3] == 3 || body[3] == 5);
            if (asks) {
                message(in.readByte(), in, server.out());
            }
        }
    }

    /** Until the server says that it is in no transaction. */
    private static void transaction(int first, DataInputStream in, DataOutputStream out, Server server) throws IOException {
        int type = first;
        while (true) {
            message(type, in, server.out());
            if ((type == SYNC || type == QUERY) && answers(server, out) == IDLE) {
                return;
            }
            type = in.readByte();
        }
    }

    private static int answers(Server server, DataOutputStream out) throws IOException {
        while (true) {
            int type = server.in().readByte();
            byte[] body = message(type, server.in(), out);
            if (type == READY_FOR_QUERY) {
                return body[0];
            }
        }
    }

    private static byte[] message(int type, DataInputStream from, DataOutputStream to) throws IOException {
        to.writeByte(type);
        return body(from, to);
    }

    private static byte[] body(DataInputStream from, DataOutputStream to) throws IOException {
        byte[] body = new byte[from.readInt() - Integer.BYTES];
        from.readFully(body);
        to.writeInt(body.length + Integer.BYTES);
        to.write(body);
        to.flush();
        return body;
    }
}
