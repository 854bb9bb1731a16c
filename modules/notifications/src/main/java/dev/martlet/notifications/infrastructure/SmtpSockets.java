package dev.martlet.notifications.infrastructure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketOption;
import javax.net.SocketFactory;
import jdk.net.ExtendedSocketOptions;

/** Creates the sockets of one mailer and keeps the last: TLS wraps it and uses its timeout. TCP keepalive detects a server that is gone. */
final class SmtpSockets extends SocketFactory {
    private static final int IDLE_SECONDS = 60;
    private static final int PROBES = 4;

    private Socket last = new Socket();

    Socket last() {
        return last;
    }

    @Override
    public Socket createSocket() throws IOException {
        last = new Socket();
        last.setTcpNoDelay(true);
        last.setKeepAlive(true);
        setIfSupported(ExtendedSocketOptions.TCP_KEEPIDLE, IDLE_SECONDS);
        setIfSupported(ExtendedSocketOptions.TCP_KEEPINTERVAL, IDLE_SECONDS / PROBES);
        setIfSupported(ExtendedSocketOptions.TCP_KEEPCOUNT, PROBES);
        return last;
    }

    private void setIfSupported(SocketOption<Integer> option, int value) throws IOException {
        if (last.supportedOptions().contains(option)) {
            last.setOption(option, value);
        }
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        throw new UnsupportedOperationException();
    }
}
