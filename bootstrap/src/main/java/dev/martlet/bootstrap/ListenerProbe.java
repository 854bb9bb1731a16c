package dev.martlet.bootstrap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;

/**
 * Tells whether a listener still listens: as long as it does, its address cannot be bound again. Opens its descriptor beforehand, since a listener dies for
 * want of one, and makes no connection.
 */
final class ListenerProbe implements AutoCloseable {
    private final InetSocketAddress address;
    private final ServerSocketChannel channel;
    private boolean dead;

    ListenerProbe(InetSocketAddress address) {
        this.address = address;
        try {
            channel = ServerSocketChannel.open();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    int port() {
        return address.getPort();
    }

    boolean isDead() {
        if (!dead) {
            try {
                channel.bind(address);
                dead = true;
                channel.close();
            } catch (BindException _) {
                return false;
            } catch (IOException _) {
                return dead;
            }
        }
        return dead;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException _) {
            // It was never bound.
        }
    }
}
