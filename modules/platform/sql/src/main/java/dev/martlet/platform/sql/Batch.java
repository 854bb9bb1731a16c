package dev.martlet.platform.sql;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Changes by one statement that wait to be sent together, in one round trip. DbClient cannot do that, so they use its connection. */
final class Batch {
    private static final int MOST = 100;

    private final ConnectionHandle lease;
    private final List<List<Object>> changes = new ArrayList<>();
    private String sql = "";

    /** @param lease of a transaction that DbClient has begun, when the first change is added */
    Batch(ConnectionHandle lease) {
        this.lease = lease;
    }

    void add(String change, List<Object> values) {
        if (changes.size() == MOST || !change.equals(sql)) {
            send();
        }
        sql = change;
        changes.add(values);
    }

    void send() {
        if (!changes.isEmpty()) {
            lease.run(this::sendAll);
            changes.clear();
        }
    }

    private int sendAll() {
        try (var statement = lease.connection().prepareStatement(sql)) {
            for (List<Object> values : changes) {
                for (int i = 0; i < values.size(); i++) {
                    statement.setObject(i + 1, values.get(i));
                }
                statement.addBatch();
            }
            return statement.executeBatch().length;
        } catch (BatchUpdateException failure) {
            // Its own message shows the values.
            throw SqlStateTranslator.of(failure.getNextException() == null ? failure : failure.getNextException());
        } catch (SQLException failure) {
            throw SqlStateTranslator.of(failure);
        }
    }
}
