package dev.martlet.platform.events.relay;

import dev.martlet.platform.core.work.Worker;
import dev.martlet.platform.sql.Database;
import dev.martlet.platform.sql.DatabaseUnavailable;
import dev.martlet.platform.sql.SqlFailure;
import java.time.Duration;
import java.util.Optional;

/** Makes one process the leader of a module's relay: tries once a second while another one is, and again when the session is lost. */
final class LeaderElection implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration MAX_DELAY_AFTER_FAILURE = Duration.ofSeconds(5);

    private final Database database;
    private final String module;
    private final Runnable elected;
    private final Worker worker;
    /** Open, but another process leads. Only the worker's thread touches it until it has ended. */
    private Optional<RelaySession> candidate = Optional.empty();
    private volatile Optional<RelaySession> leader = Optional.empty();

    LeaderElection(Database database, String module, Runnable elected) {
        this.database = database;
        this.module = module;
        this.elected = elected;
        worker = new Worker(module + " relay leadership", INTERVAL, MAX_DELAY_AFTER_FAILURE, this::check);
    }

    void start() {
        worker.start();
    }

    boolean isHeld() {
        return leader.isPresent();
    }

    /** The session to work in; empty while another process leads. */
    Optional<RelaySession> session() {
        return leader;
    }

    /** A session that failed is given up; another one must win the lock. */
    synchronized void lose(RelaySession lost) {
        if (leader.filter(session -> session == lost).isPresent()) {
            leader = Optional.empty();
            lost.close();
            worker.wake();
        }
    }

    /** After those that work in the session have stopped. */
    @Override
    public void close() {
        worker.close();
        candidate.ifPresent(RelaySession::close);
        leader.ifPresent(this::lose);
    }

    private boolean check() {
        Optional<RelaySession> current = leader;
        if (current.isEmpty()) {
            campaign();
        } else if (!current.get().isAlive()) {
            lose(current.get());
        }
        return false;
    }

    private void campaign() {
        RelaySession session = candidate.isPresent() ? candidate.get() : RelaySession.open(database);
        candidate = Optional.of(session);
        try {
            if (session.lead(module)) {
                candidate = Optional.empty();
                leader = Optional.of(session);
                elected.run();
            }
        } catch (DatabaseUnavailable | SqlFailure failure) {
            candidate = Optional.empty();
            session.close();
            throw failure;
        }
    }
}
