package dev.martlet.bootstrap.release;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the tables of all modules ask of a statement that writes.
 *
 * @param columns by schema, table and name
 * @param rules the constraints and unique indexes of each table, by schema, table and name, as PostgreSQL writes them
 */
record Schemas(Map<String, Column> columns, Map<String, String> rules) {
    private static final String COLUMNS = """
            select format('%s.%s.%s', n.nspname, c.relname, a.attname) as name, format_type(a.atttypid, a.atttypmod) as type,
                a.attnotnull and not a.atthasdef and a.attidentity = '' as required, a.attnotnull as not_null
            from pg_attribute as a
            join pg_class as c on c.oid = a.attrelid
            join pg_namespace as n on n.oid = c.relnamespace
            where c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped and n.nspname = any (?) and c.relname <> 'flyway_schema_history'""";
    /** PostgreSQL 18 has constraints for not null, which columns show. */
    private static final String RULES = """
            select format('%s.%s.%s', n.nspname, c.relname, o.conname) as name, pg_get_constraintdef(o.oid) as text
            from pg_constraint as o
            join pg_class as c on c.oid = o.conrelid
            join pg_namespace as n on n.oid = c.relnamespace
            where n.nspname = any (?) and o.contype <> 'n' and c.relname <> 'flyway_schema_history'
            union
            select format('%s.%s.%s', n.nspname, c.relname, i.relname), regexp_replace(pg_get_indexdef(x.indexrelid), '^.* USING', 'UNIQUE')
            from pg_index as x
            join pg_class as c on c.oid = x.indrelid
            join pg_class as i on i.oid = x.indexrelid
            join pg_namespace as n on n.oid = c.relnamespace
            where n.nspname = any (?) and x.indisunique and c.relname <> 'flyway_schema_history'
                and not exists (select from pg_constraint as o where o.conindid = x.indexrelid)""";

    /** @param required whether a statement that adds a row must name it */
    record Column(String type, boolean notNull, boolean required) {
        String format() {
            return type + (notNull ? " not null" : "") + (notNull && !required ? " default" : "");
        }

        static Column parse(String text) {
            boolean hasDefault = text.endsWith(" default");
            String rest = hasDefault ? text.substring(0, text.length() - " default".length()) : text;
            boolean notNull = rest.endsWith(" not null");
            return new Column(notNull ? rest.substring(0, rest.length() - " not null".length()) : rest, notNull, notNull && !hasDefault);
        }
    }

    static Schemas read(Connection connection, Collection<String> modules) throws SQLException {
        var columns = new TreeMap<String, Column>();
        var rules = new TreeMap<String, String>();
        var names = connection.createArrayOf("text", modules.toArray());
        try (var query = connection.prepareStatement(COLUMNS)) {
            query.setArray(1, names);
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    columns.put(rows.getString("name"), new Column(rows.getString("type"), rows.getBoolean("not_null"), rows.getBoolean("required")));
                }
            }
        }
        try (var query = connection.prepareStatement(RULES)) {
            query.setArray(1, names);
            query.setArray(2, names);
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    rules.put(rows.getString("name"), rows.getString("text").replaceAll("\\s+", " "));
                }
            }
        }
        return new Schemas(columns, rules);
    }

    static Schemas parse(List<String> lines) {
        var columns = new TreeMap<String, Column>();
        var rules = new TreeMap<String, String>();
        for (String line : lines) {
            String[] parts = line.split(" ", 3);
            if (parts[0].equals("column")) {
                columns.put(parts[1], Column.parse(parts[2]));
            } else {
                rules.put(parts[1], parts[2]);
            }
        }
        return new Schemas(columns, rules);
    }

    String format() {
        var lines = new ArrayList<String>();
        columns.forEach((name, column) -> lines.add("column " + name + " " + column.format()));
        rules.forEach((name, text) -> lines.add("rule " + name + " " + text));
        return lines.stream().collect(Collectors.joining("\n", "", "\n"));
    }

    boolean hasTable(String ofColumn) {
        return columns.keySet().stream().anyMatch(column -> table(column).equals(table(ofColumn)));
    }

    static String table(String name) {
        return name.substring(0, name.lastIndexOf('.'));
    }
}
