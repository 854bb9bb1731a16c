package dev.martlet.platform.sql.migration;

import dev.martlet.platform.sql.check.UnfitDatabase;
import dev.martlet.platform.sql.session.ConnectionSpec;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * The role that owns a module's schema and may touch no other. Made by the application's login (which needs CREATEROLE, and CREATE on the
 * database), unless an administrator has made role and schema beforehand.
 */
final class SchemaOwner {
    private static final int TRIES = 5;
    /** What belongs to another role than the given one, or than the login if none is given. Indexes belong to their tables. */
    private static final String STRANGERS = """
            with schema as (select oid, nspname, nspowner from pg_namespace where nspname = ?),
            owned as (
                select 0 as rank, 'schema ' || nspname as what, nspowner as owner
                from schema
                union all
                select 1, nspname || '.' || relname, relowner
                from pg_class
                join schema on relnamespace = schema.oid
                where relkind in ('r', 'p', 'v', 'm', 'S', 'f')
                union all
                select 2, nspname || '.' || proname, proowner
                from pg_proc
                join schema on pronamespace = schema.oid
            ),
            expected as (select coalesce(nullif(?, ''), current_user) as role)
            select what, pg_get_userbyid(owner) as owner, role
            from owned, expected
            where pg_get_userbyid(owner) <> role
            order by rank, what
            limit 1
            """;

    private SchemaOwner() {}

    /** May be repeated. Roles belong to the whole server, so processes that prepare other databases can get in the way: then it is done again. */
    static void prepare(Connection login, ConnectionSpec session) throws SQLException {
        for (int tried = 1; ; tried++) {
            try (var statement = login.createStatement()) {
                if (!session.settings().ownLogin()) {
                    statement.execute(role(session.role()));
                }
                statement.execute(schema(session.module(), session.settings().ownLogin() ? "current_user" : session.role()));
                return;
            } catch (SQLException failure) {
                if (tried == TRIES || !isRace(failure)) {
                    throw failure;
                }
            }
        }
    }

    /**
     * Looks at the schema, if there is one, and at what is in it.
     *
     * @param connection in any role
     * @throws UnfitDatabase that names what belongs to another role, if anything does
     */
    static void check(Connection connection, ConnectionSpec session) throws SQLException {
        try (var statement = connection.prepareStatement(STRANGERS)) {
            statement.setString(1, session.module());
            statement.setString(2, session.settings().ownLogin() ? "" : session.role());
            try (var rows = statement.executeQuery()) {
                if (rows.next()) {
                    throw new UnfitDatabase(rows.getString("what") + " belongs to " + rows.getString("owner") + " and not to the role "
                            + rows.getString("role") + "; change the owner");
                }
            }
        }
    }

    /** Before PostgreSQL 16 a member may always become the role, and no privilege {@code set} is known. */
    private static String role(String role) {
        return """
                do $$
                declare
                    may_become text := case when current_setting('server_version_num')::int < 160000 then 'member' else 'set' end;
                begin
                    if to_regrole('%1$s') is null then
                        create role %1$s nologin;
                    end if;
                    if not pg_has_role(current_user, '%1$s', may_become) then
                        grant %1$s to current_user;
                    end if;
                end
                $$
                """.formatted(role);
    }

    private static String schema(String schema, String owner) {
        return """
                do $$
                begin
                    if to_regnamespace('%1$s') is null then
                        create schema %1$s authorization %2$s;
                        revoke all on schema %1$s from public;
                    end if;
                end
                $$
                """.formatted(schema, owner);
    }

    /** 42710, 23505: another session was faster; XX000: "tuple concurrently updated". */
    private static boolean isRace(SQLException failure) {
        return switch (String.valueOf(failure.getSQLState())) {
            case "42710", "23505", "XX000", "42P06" -> true;
            case String _ -> false;
        };
    }
}
