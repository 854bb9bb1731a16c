package dev.martlet.platform.sql;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Keeps DbClient from asking PostgreSQL about columns. DbClient wants every column's type name for every row, and the driver looks that up in the
 * catalog: a hidden round trip for each statement on each new connection, in the middle of the transaction. Nobody here reads type names.
 */
final class MetadataStub {
    private MetadataStub() {}

    static Connection on(Connection connection) {
        return intercept(Connection.class, connection, "prepareStatement", PreparedStatement.class, MetadataStub::on);
    }

    private static PreparedStatement on(PreparedStatement statement) {
        return intercept(PreparedStatement.class, statement, "executeQuery", ResultSet.class, MetadataStub::on);
    }

    private static ResultSet on(ResultSet rows) {
        var columns = columns(rows);
        return intercept(ResultSet.class, rows, "getMetaData", ResultSetMetaData.class, _ -> columns);
    }

    private static ResultSetMetaData columns(ResultSet rows) {
        List<String> labels = labels(rows);
        return proxy(ResultSetMetaData.class, (_, method, arguments) -> switch (method.getName()) {
            case "getColumnCount" -> labels.size();
            case "getColumnLabel" -> labels.get((int) arguments[0] - 1);
            case "getColumnTypeName" -> "";
            case "getColumnClassName" -> "java.lang.Object";
            case String other -> throw new UnsupportedOperationException(other);
        });
    }

    private static List<String> labels(ResultSet rows) {
        try {
            ResultSetMetaData real = rows.getMetaData();
            var labels = new ArrayList<String>();
            for (int column = 1; column <= real.getColumnCount(); column++) {
                labels.add(real.getColumnLabel(column));
            }
            return labels;
        } catch (SQLException failure) {
            throw SqlStateTranslator.of(failure);
        }
    }

    /** The same object, but what {@code method} returns is changed. */
    private static <T, R> T intercept(Class<T> type, T target, String method, Class<R> result, Function<R, R> change) {
        return proxy(type, (_, called, arguments) -> {
            try {
                Object returned = called.invoke(target, arguments);
                return called.getName().equals(method) ? change.apply(result.cast(returned)) : returned;
            } catch (InvocationTargetException failure) {
                throw failure.getCause();
            }
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(MetadataStub.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
