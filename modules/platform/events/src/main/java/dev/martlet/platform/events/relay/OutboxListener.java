package dev.martlet.platform.events.relay;

import dev.martlet.platform.core.work.Worker;
import dev.martlet.platform.sql.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.postgresql.PGConnection;

/**
 * Hears, while this process leads, that other processes have recorded events. On a connection of its own: one that listens is busy
 * listening. What it misses is found by the relay's own poll once a second.
 */
final class OutboxListener implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(5);

    private final Database database;
    private final NotifyChannel channel;
    private final LeaderElection leadership;
    private final Runnable heard;
    private final Worker worker;
    private volatile Optional<Connection> connection = Optional.empty();
    private volatile boolean closing;

    OutboxListener(Database database, NotifyChannel channel, LeaderElection leadership, Runnable heard) {
        this.database = database;
        this.channel = channel;
        this.leadership = leadership;
        this.heard = heard;
        worker = new Worker(channel.module() + " event listener", INTERVAL, LONGEST_SILENCE, this::listen);
    }

    Worker worker() {
        return worker;
    }

    /** Does not wait for the silence to end. */
    @Override
    public void close() {
        closing = true;
        disconnect();
        worker.close();
        disconnect();
    }

    private boolean listen() throws SQLException {
        if (closing || !leadership.isHeld()) {
            disconnect();
            return false;
        }
        try {
            hear(connection.isPresent() ? connection.get() : connect());
            return true;
        } catch (SQLException failure) {
            disconnect();
            if (closing) {
                return false;
            }
            throw failure;
        }
    }

    private void hear(Connection listening) throws SQLException {
        var notifications = listening.unwrap(PGConnection.class).getNotifications((int) LONGEST_SILENCE.toMillis());
        if (notifications.length > 0) {
            heard.run();
        } else if (!listening.isValid(2)) {
            throw new SQLException("the listening connection is lost");
        }
    }

    private Connection connect() throws SQLException {
        Connection opened = database.dedicated("listen");
        connection = Optional.of(opened);
        try (var statement = opened.createStatement()) {
            statement.execute("listen " + channel.name());
        }
        // There was no notification of what was recorded before.
        heard.run();
        return opened;
    }

    private void disconnect() {
        Optional<Connection> ended = connection;
        connection = Optional.empty();
        ended.ifPresent(open -> {
            try {
                open.abort(Runnable::run);
            } catch (SQLException _) {
                // It is over either way.
            }
        });
    }
}
