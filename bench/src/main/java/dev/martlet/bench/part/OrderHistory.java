package dev.martlet.bench.part;

import dev.martlet.bench.BenchSettings.Login;
import dev.martlet.bench.load.Command;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Fills the tables of a shop with older orders: copies of those that are there, with ids of earlier times. */
record OrderHistory(Login database) {
    /** @return how many orders there are now, at least this many */
    long grow(long orders) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.url(), database.username(), database.password());
                var statement = connection.createStatement()) {
            statement.execute("set bench.orders = " + orders);
            statement.execute(Command.text("sql/history.sql"));
            statement.execute("vacuum analyze");
            try (var row = statement.executeQuery("select count(*) from orders.orders")) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
