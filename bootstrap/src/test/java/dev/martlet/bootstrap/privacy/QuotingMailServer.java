package dev.martlet.bootstrap.privacy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A mail server that refuses each recipient with the reply that the address begins with, and quotes the address, as real ones do. */
final class QuotingMailServer implements AutoCloseable {
    private final ServerSocket socket;

    QuotingMailServer() {
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException _) {
                return;
            }
        }
    }

    private static void serve(Socket client) {
        try (client; var in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8))) {
            OutputStream out = client.getOutputStream();
            say(out, "220 mail.example.org");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                say(out, reply(line));
            }
        } catch (IOException _) {
            // The client has gone.
        }
    }

    private static String reply(String line) {
        if (line.startsWith("RCPT TO:<")) {
            String address = line.substring("RCPT TO:<".length(), line.indexOf('>'));
            return address.substring(0, 3) + " <" + address + ">: we do not like " + address;
        }
        return "250 ok";
    }

    private static void say(OutputStream out, String reply) throws IOException {
        out.write((reply + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
