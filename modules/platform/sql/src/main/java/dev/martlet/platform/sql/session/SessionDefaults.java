package dev.martlet.platform.sql.session;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a session sets for itself, in one statement and one round trip, so that it does not depend on the defaults of the server, the database or the
 * login. By SQL and not by startup options, because connection poolers drop those.
 *
 * <p>A host that vanishes without a word must not keep what its sessions have locked: PostgreSQL misses it after 6 s. Keepalives find out while the
 * connection is idle; none are sent while PostgreSQL waits for the acknowledgement of what it has said, so that wait has a limit of its own. A process
 * that hangs still acknowledges: its transactions end after 10 s, so that events wait for their locks no longer than for another leader.
 */
final class SessionDefaults {
    private static final Map<String, String> SETTINGS = settings();
    /** A commit must be on disk, on a replica too if the server says so; {@code transaction_timeout} came with PostgreSQL 17. */
    private static final String CONDITIONAL = """
            case when current_setting('synchronous_commit') = 'off' then set_config('synchronous_commit', 'on', false) end,
                case when current_setting('transaction_timeout', true) is not null then set_config('transaction_timeout', '0', false) end""";

    private SessionDefaults() {}

    /**
     * For statements of a module: in its role and schema, with a limit for everything that can wait.
     *
     * <p>Plans are kept, and one that was made while a table was small would read the whole of it until the next analysis, up to a minute later: sequential
     * scans are left to statements that have no index. They would then seem expensive enough to be compiled, which takes longer than to run them.
     */
    static String forStatements(String role, String schema) {
        return select(role, schema, Map.of(
                "statement_timeout", "10s", "lock_timeout", "2s", "idle_in_transaction_session_timeout", "10s", "enable_seqscan", "off", "jit", "off"));
    }

    /** For a session that reads whole tables beside those that serve requests, and may take its time. */
    static String forReading(String role, String schema) {
        return select(role, schema, Map.of("statement_timeout", "0", "lock_timeout", "10s", "default_transaction_read_only", "on", "jit", "off"));
    }

    /** For migrations, which may take their time but must not hold up everybody while they wait for a lock. */
    static String forMigrations(String role, String schema) {
        return select(role, schema, Map.of("statement_timeout", "0", "lock_timeout", "10s", "idle_in_transaction_session_timeout", "0"));
    }

    private static String select(String role, String schema, Map<String, String> limits) {
        var all = new LinkedHashMap<>(SETTINGS);
        all.putAll(limits);
        all.put("search_path", schema);
        all.put("role", role);
        return all.entrySet().stream()
                .map(setting -> "set_config('" + setting.getKey() + "', '" + setting.getValue() + "', false)")
                .collect(Collectors.joining(",\n    ", "select\n    ", ",\n    " + CONDITIONAL));
    }

    private static Map<String, String> settings() {
        var settings = new LinkedHashMap<String, String>();
        settings.put("client_encoding", "UTF8");
        settings.put("TimeZone", "UTC");
        settings.put("DateStyle", "ISO, MDY");
        settings.put("IntervalStyle", "postgres");
        settings.put("bytea_output", "hex");
        settings.put("extra_float_digits", "3");
        settings.put("standard_conforming_strings", "on");
        settings.put("transform_null_equals", "off");
        settings.put("array_nulls", "on");
        settings.put("row_security", "on");
        settings.put("exit_on_error", "off");
        settings.put("default_transaction_isolation", "read committed");
        settings.put("default_transaction_read_only", "off");
        settings.put("default_transaction_deferrable", "off");
        settings.put("idle_session_timeout", "0");
        settings.put("client_connection_check_interval", "1s");
        settings.put("tcp_keepalives_idle", "3");
        settings.put("tcp_keepalives_interval", "1");
        settings.put("tcp_keepalives_count", "3");
        settings.put("tcp_user_timeout", "6000");
        return settings;
    }
}
