package dev.martlet.platform.sql;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * An SQL statement with a name, by which metrics show it, and with named parameters ({@code :id}). A constant of the class that runs it: it is parsed
 * once. A parameter that stands in the SQL several times is set once; PostgreSQL infers the type of each occurrence separately.
 */
public final class SqlStatement {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*\\.[a-z][a-z0-9-]*");

    private final String name;
    private final String jdbc;
    /** The parameters in the order of their first occurrence, each with its index. */
    private final Map<String, Integer> parameters;
    /** For each {@code ?} the index of its parameter. */
    private final int[] occurrences;
    private SqlStatement slice;

    private SqlStatement(String name, String jdbc, Map<String, Integer> parameters, int[] occurrences) {
        this.name = name;
        this.jdbc = jdbc;
        this.parameters = parameters;
        this.occurrences = occurrences;
    }

    /**
     * @param name {@code <module>.<verb-thing>}, unique, such as {@code customers.find}
     * @param sql with parameters {@code :name}; casts ({@code ::}), {@code :=}, literals, quoted identifiers and comments are left as they are
     */
    public static SqlStatement of(String name, String sql) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a statement's name: " + name);
        }
        var parsed = new NamedParameters(sql);
        var parameters = new LinkedHashMap<String, Integer>();
        List<Integer> occurrences = new ArrayList<>();
        for (String parameter : parsed.occurrences()) {
            parameters.putIfAbsent(parameter, parameters.size());
            occurrences.add(parameters.get(parameter));
        }
        return new SqlStatement(name, parsed.jdbc(), parameters, occurrences.stream().mapToInt(index -> index).toArray());
    }

    public String name() {
        return name;
    }

    /** With {@code ?} for each parameter. */
    String jdbc() {
        return jdbc;
    }

    int parameters() {
        return parameters.size();
    }

    int indexOf(String parameter) {
        Integer index = parameters.get(parameter);
        if (index == null) {
            throw new IllegalArgumentException("statement " + name + " has no parameter " + parameter + ", only " + parameters.keySet());
        }
        return index;
    }

    String parameter(int index) {
        return parameters.keySet().stream().skip(index).findFirst().orElseThrow();
    }

    /** The parameter at each {@code ?}. */
    int[] occurrences() {
        return occurrences;
    }

    /** The same, cut off where a page ends. Two threads that are first at once make the same. */
    SqlStatement slice() {
        SqlStatement made = slice;
        if (made == null) {
            made = new SqlStatement(name, MeasuredRows.measured(jdbc), parameters, occurrences);
            slice = made;
        }
        return made;
    }

    SqlStatement explain() {
        return new SqlStatement(name, "explain " + jdbc, parameters, occurrences);
    }

    @Override
    public String toString() {
        return name;
    }
}
