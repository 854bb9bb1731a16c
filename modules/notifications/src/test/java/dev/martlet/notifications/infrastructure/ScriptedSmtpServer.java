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

/** An SMTP server that says what a test wants to each command; the empty reply is silence. */
final class ScriptedSmtpServer implements AutoCloseable {
    private final ServerSocket socket;
    private final Map<String, String> replies = new ConcurrentHashMap<>(Map.of(
            "CONNECT", "220 scripted", "EHLO", "250 scripted", "MAIL", "250 ok", "RCPT", "250 ok", "DATA", "354 go on", ".", "250 taken",
            "RSET", "250 ok", "NOOP", "250 ok", "QUIT", "221 bye"));
    private final List<String> data = new CopyOnWriteArrayList<>();

    ScriptedSmtpServer() {
        try {
            socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    void says(String command, String reply) {
        replies.put(command, reply);
    }

    /** The lines of the mails taken. */
    List<String> data() {
        return data;
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                var client = socket.accept();
                Thread.ofVirtual().start(() -> talk(client));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void talk(Socket client) {
        try (client;
                var in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
                var out = new PrintWriter(client.getOutputStream(), true, StandardCharsets.UTF_8)) {
            reply(out, "CONNECT");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String command = line.split(" ")[0].toUpperCase(Locale.ROOT);
                reply(out, command);
                if (command.equals("DATA") && replies.get("DATA").startsWith("354")) {
                    readMail(in);
                    reply(out, ".");
                }
            }
        } catch (IOException _) {
            // The client has gone.
        }
    }

    private void readMail(BufferedReader in) throws IOException {
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            data.add(line);
        }
    }

    private void reply(PrintWriter out, String command) {
        String reply = replies.getOrDefault(command, "502 not known");
        if (!reply.isEmpty()) {
            out.print(reply + "\r\n");
            out.flush();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
