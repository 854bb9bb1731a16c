package dev.martlet.bootstrap.privacy;

import dev.martlet.platform.sql.session.DatabaseSettings;
import dev.martlet.platform.testing.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Looks for text in every row of every table of every module. */
final class EveryTable implements AutoCloseable {
    private final Connection connection;

    private EveryTable(Connection connection) {
        this.connection = connection;
    }

    static EveryTable of(DatabaseSettings database) throws SQLException {
        DatabaseSettings settings = TestDatabase.forSuperuser(database);
        return new EveryTable(DriverManager.getConnection(
                settings.url().orElseThrow(), settings.username().orElseThrow(), settings.password().orElseThrow()));
    }

    /** The tables, without those of PostgreSQL, in which some row has the text in any case. */
    List<String> with(String text) throws SQLException {
        var found = new ArrayList<String>();
        for (String table : names()) {
            try (var rows = connection.prepareStatement("select from " + table + " as t where strpos(lower(t::text), lower(?)) > 0 limit 1")) {
                rows.setString(1, text);
                if (rows.executeQuery().next()) {
                    found.add(table);
                }
            }
        }
        return found;
    }

    List<String> names() throws SQLException {
        var names = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        select format('%I.%I', table_schema, table_name) as name
                        from information_schema.tables
                        where table_schema not in ('pg_catalog', 'information_schema')
                        order by name""")) {
            while (rows.next()) {
                names.add(rows.getString("name"));
            }
        }
        return names;
    }

    void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
