package dev.martlet.bootstrap.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.bootstrap.ModuleGraph;
import dev.martlet.platform.sql.migration.Migrations;
import dev.martlet.platform.sql.session.DatabaseSettings;
import dev.martlet.platform.testing.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Migrations leave the schemas such that the processes of the last release go on (docs/upgrading.md). {@code -Dmartlet.release=0.2.0} keeps a snapshot of this
 * version instead.
 */
final class MigrationRulesTest {
    private static final String KEPT = System.getProperty("martlet.release", "");
    private static Connection connection;

    @BeforeAll
    static void migrate() throws Exception {
        DatabaseSettings database = TestDatabase.settings();
        ModuleGraph.load().names().forEach(module -> Migrations.apply(database, module));
        DatabaseSettings login = TestDatabase.forSuperuser(database);
        connection = DriverManager.getConnection(login.url().orElseThrow(), login.username().orElseThrow(), login.password().orElseThrow());
        connection.setAutoCommit(false);
        if (!KEPT.isEmpty()) {
            PreviousRelease.keep(KEPT, Statements.ofTheProgram(), Schemas.read(connection, ModuleGraph.load().names()));
        }
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
    }

    @BeforeEach
    @AfterEach
    void undo() throws SQLException {
        connection.rollback();
    }

    @Test
    void theLastReleaseRunsOnTheSchemasOfThisVersion() throws Exception {
        assertThat(findings()).isEmpty();
    }

    @Test
    void theSnapshotIsWhole() throws Exception {
        var release = PreviousRelease.latest();

        assertThat(release.modules()).contains("customers", "products", "payments", "orders", "notifications", "loyalty");
        assertThat(release.statements().texts()).hasSizeGreaterThan(100).containsKeys("customers.add", "orders.finish", "events.read-outbox");
        assertThat(release.schemas().columns()).hasSizeGreaterThan(100);
        assertThat(release.loosened()).allMatch(line -> line.matches("\\S+ \\S.*"), "has a reason");
        assertThat(Statements.parse(release.statements().format())).isEqualTo(release.statements());
        assertThat(Schemas.parse(release.schemas().format().lines().toList())).isEqualTo(release.schemas());
    }

    /** Each is what somebody might write, and would stop the processes of the last release. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "alter table customers.customers rename column name to full_name | statement customers.find in schema customers",
        "alter table products.products drop column sku | statement products.find in schema products",
        "alter table loyalty.point_entries rename to entries | statement loyalty.account in schema loyalty",
        "alter table payments.outbox drop column payload | statement events.",
        "alter table customers.customers add column vip boolean not null | customers.customers.vip is new, not null and without a default",
        "alter table products.products alter column sku set not null | products.products.sku is not null now",
        "alter table customers.customers alter column reserved_amount drop default | customers.customers.reserved_amount has no default any more",
        "alter table loyalty.point_entries alter column points type integer | loyalty.point_entries.points was bigint and is integer",
        "alter table customers.customers add constraint short check (length(name) < 5) | customers.customers.short is new or changed",
        "create unique index one_name on customers.customers (name) | customers.customers.one_name is new or changed",
        "alter table loyalty.point_entries drop constraint point_entries_pkey | loyalty.point_entries.point_entries_pkey is gone"
    })
    void aWrongMigrationIsFound(String migration, String finding) throws Exception {
        execute(migration);

        assertThat(findings()).anySatisfy(found -> assertThat(found).startsWith(finding));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "alter table customers.customers add column vip boolean",
        "alter table customers.customers add column vip boolean not null default false",
        "alter table products.products alter column name drop not null",
        "create table customers.addresses (id uuid primary key, street text not null)",
        "create index by_name on customers.customers (name)"
    })
    void anExpandingMigrationIsFine(String migration) throws Exception {
        List<String> before = findings();
        execute(migration);

        assertThat(findings()).isEqualTo(before);
    }

    private static List<String> findings() throws Exception {
        var release = PreviousRelease.latest();
        return release.findings(connection, release.modules());
    }

    private static void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
