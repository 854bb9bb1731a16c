package dev.martlet.bootstrap.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.martlet.bootstrap.ModuleGraph;
import dev.martlet.bootstrap.support.OneShop;
import dev.martlet.bootstrap.support.Shop;
import dev.martlet.platform.sql.AdHocSql;
import dev.martlet.platform.sql.Database;
import dev.martlet.platform.sql.SqlFailure;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The third of four boundaries: PostgreSQL itself refuses a module what belongs to another. */
@ExtendWith(OneShop.class)
class DatabaseBoundaryTest {
    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private final Shop shop;

    DatabaseBoundaryTest(Shop shop) {
        this.shop = shop;
    }

    static Set<String> modules() {
        return ModuleGraph.load().names();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void aModuleReachesItsOwnSchemaAndNoOther(String module) {
        try (var database = Database.open(shop.database(), module, new SimpleMeterRegistry())) {
            assertThat(count(database, module)).isNotNegative();
            shop.application().modules().stream().filter(other -> !other.equals(module)).forEach(other -> {
                assertRefused(() -> count(database, other));
                assertRefused(() -> new AdHocSql(database.sql()).execute("delete from " + other + ".outbox"));
                assertRefused(() -> new AdHocSql(database.sql()).execute("create table " + other + ".mine (id int)"));
                assertRefused(() -> new AdHocSql(database.sql()).execute("drop schema " + other + " cascade"));
            });
            assertRefused(() -> new AdHocSql(database.sql()).execute("create table public.mine (id int)"));
        }
    }

    private static long count(Database database, String schema) {
        return new AdHocSql(database.sql()).first("select count(*) as n from " + schema + ".outbox", row -> row.number("n")).orElseThrow();
    }

    private static void assertRefused(Runnable statement) {
        assertThatExceptionOfType(SqlFailure.class).isThrownBy(statement::run).extracting(SqlFailure::state).isEqualTo(INSUFFICIENT_PRIVILEGE);
    }
}
