package dev.martlet.notifications.infrastructure;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** An SMTP server whose replies a test sets for each command. An empty reply sends nothing; after 421 the connection is closed. */
public final class ScriptedSmtpServer implements AutoCloseable {
    private final ServerSocket socket;
    private final Map<String, Supplier<String>> replies = new ConcurrentHashMap<>();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final List<String> data = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger mostOpen = new AtomicInteger();

    public ScriptedSmtpServer() {
        Map.of("CONNECT", "220 scripted", "EHLO", "250 scripted", "MAIL", "250 ok", "RCPT", "250 ok", "DATA", "354 go on", ".", "250 taken",
                "RSET", "250 ok", "NOOP", "250 ok", "QUIT", "221 bye").forEach(this::says);
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** @param command a verb, or a whole line such as {@code RCPT TO:<ada@example.org>} */
    public void says(String command, String reply) {
        replies.put(command, () -> reply);
    }

    /** Delays the reply to this command until the latch opens. */
    public void says(String command, String reply, CountDownLatch after) {
        replies.put(command, () -> {
            try {
                after.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            return reply;
        });
    }

    /** The lines of the received mails. */
    public List<String> data() {
        return data;
    }

    /** The received lines that are not part of a mail. */
    public List<String> commands() {
        return commands;
    }

    public int connections() {
        return connections.get();
    }

    /** The highest number of connections that were open at the same time. */
    public int mostOpen() {
        return mostOpen.get();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                var client = socket.accept();
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> talk(client));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void talk(Socket client) {
        mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
        try (client;
                var in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
                var out = new PrintWriter(client.getOutputStream(), true, StandardCharsets.UTF_8)) {
            boolean more = reply(out, "CONNECT");
            for (String line = in.readLine(); more && line != null; line = in.readLine()) {
                commands.add(line);
                more = answer(in, out, line);
            }
        } catch (IOException _) {
            // The client has closed the connection.
        } finally {
            open.decrementAndGet();
        }
    }

    private boolean answer(BufferedReader in, PrintWriter out, String line) throws IOException {
        String verb = line.split("[ :]")[0].toUpperCase(Locale.ROOT);
        if (!reply(out, replies.containsKey(line) ? line : verb)) {
            return false;
        }
        if (verb.equals("DATA") && replies.get("DATA").get().startsWith("354")) {
            readMail(in);
            return reply(out, ".");
        }
        return true;
    }

    private void readMail(BufferedReader in) throws IOException {
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            data.add(line);
        }
    }

    /** @return whether the connection stays open */
    private boolean reply(PrintWriter out, String command) {
        String reply = replies.getOrDefault(command, () -> "502 not known").get();
        if (!reply.isEmpty()) {
            out.print(reply.replace("\n", "\r\n") + "\r\n");
            out.flush();
        }
        return !reply.startsWith("421") && !reply.startsWith("221");
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
