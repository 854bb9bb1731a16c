package dev.martlet.kernel.sql;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * The role that owns a module's schema and may touch no other. Made by the application's login (which needs CREATEROLE, and CREATE on the
 * database), unless an administrator has made role and schema beforehand.
 */
final class SchemaOwner {
    private static final int TRIES = 5;

    private SchemaOwner() {}

    /** May be repeated. Roles belong to the whole server, so processes that prepare other databases can get in the way: then it is done again. */
    static void prepare(Connection login, Session session) throws SQLException {
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

    /** 42710, 23505: somebody else was faster; XX000: "tuple concurrently updated". */
    private static boolean isRace(SQLException failure) {
        return switch (String.valueOf(failure.getSQLState())) {
            case "42710", "23505", "XX000", "42P06" -> true;
            case String _ -> false;
        };
    }
}
