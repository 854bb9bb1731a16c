package dev.martlet.platform.sql.check;

import dev.martlet.platform.sql.session.SessionSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.postgresql.PGConnection;

/**
 * Finds a connection pooler that gives each transaction or statement another server session (PgBouncer's {@code pool_mode} transaction or statement): the
 * role, the search path, advisory locks and LISTEN belong to a session.
 *
 * <p>Several clients ask for the server process behind them, one after the other and then in transactions that are open at the same time. In session mode
 * each client keeps a process of its own. A pooler that shares them shows one process to two clients, or two to one: the transactions end in
 * changing order, so that whichever it takes first from those that are free, the last used (PgBouncer's default) or the longest unused
 * ({@code server_round_robin}), a client gets one that was another's. Three clients more than one, because there may be up to three poolers behind one
 * address, and two clients must meet in one of them.
 */
final class PoolerCheck {
    private static final int CLIENTS = 4;
    /** Where the process is the one that the login named, nothing that changes the conversation is in between. */
    private static final int CLIENTS_WITHOUT_POOLER = 2;
    private static final int PASSES = 6;
    private static final int PASSES_WITHOUT_POOLER = 4;
    private static final int LONGEST_WAIT_MS = 5_000;

    private final List<Connection> clients;
    private final Map<Connection, Integer> processes = new HashMap<>();

    private PoolerCheck(List<Connection> clients) {
        this.clients = clients;
    }

    /**
     * @param first a connection in autocommit; stays open
     * @throws UnfitDatabase if sessions are shared
     */
    static void check(Connection first, SessionSource.Opener opener) throws SQLException {
        int process = process(first);
        boolean pooler = process != first.unwrap(PGConnection.class).getBackendPID();
        var clients = new ArrayList<>(List.of(first));
        try {
            while (clients.size() < (pooler ? CLIENTS : CLIENTS_WITHOUT_POOLER)) {
                clients.add(opener.open());
            }
            for (Connection client : clients) {
                client.setNetworkTimeout(Runnable::run, LONGEST_WAIT_MS);
            }
            var check = new PoolerCheck(clients);
            check.processes.put(first, process);
            check.watch(pooler ? PASSES : PASSES_WITHOUT_POOLER);
        } finally {
            for (Connection client : clients.subList(1, clients.size())) {
                client.close();
            }
        }
    }

    private void watch(int passes) throws SQLException {
        lookAtEach();
        lookAtEach();
        for (int pass = 0; pass < passes; pass++) {
            for (Connection client : clients) {
                client.setAutoCommit(false);
                inspect(client);
            }
            for (Connection client : pass % 2 == 0 ? clients : clients.reversed()) {
                client.commit();
                client.setAutoCommit(true);
            }
        }
    }

    private void lookAtEach() throws SQLException {
        for (Connection client : clients) {
            inspect(client);
        }
    }

    private void inspect(Connection client) throws SQLException {
        int process = process(client);
        Integer before = processes.put(client, process);
        boolean shared = new HashSet<>(processes.values()).size() < processes.size();
        if (shared || before != null && before != process) {
            throw new UnfitDatabase("a connection pooler in transaction mode (transaction pooling) is in front of it: its sessions change in between;"
                    + " set the pooler to session mode (PgBouncer: pool_mode = session)");
        }
    }

    private static int process(Connection client) throws SQLException {
        try (var statement = client.createStatement(); var rows = statement.executeQuery("select pg_backend_pid()")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
