package dev.martlet.platform.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** After a hundred failures of any kind a pool of two connections still has both. */
final class ConnectionHandleTest {
    private static final int OFTEN = 100;
    @AutoClose
    private static final Database database = Birds.open(2);

    @Test
    void statementsThatAreRefusedKeepNoConnection() {
        often(() -> new AdHocSql(database.sql()).first("select nonsense", row -> row.text("nonsense")));
        often(() -> new AdHocSql(database.sql()).list("select nonsense", row -> row.text("nonsense")));
        often(() -> new AdHocSql(database.sql()).execute("insert into nonsense values (1)"));
    }

    @Test
    void parametersThatCannotBeBoundKeepNoConnection() {
        often(() -> new AdHocSql(database.sql()).first("select 1", row -> row.number("x"), "one too many"));
        often(() -> new AdHocSql(database.sql()).list("select 1", row -> row.number("x"), "one too many"));
        often(() -> new AdHocSql(database.sql()).list("select ?", row -> row.number("x")));
        often(() -> new AdHocSql(database.sql()).execute("delete from birds", "one too many"));
        often(() -> Transactions.run(database, tx -> new AdHocSql(tx).list("select 1", row -> row.number("x"), "one too many")));
    }

    @Test
    void parametersThatCannotBeWrittenAsJsonKeepNoConnection() {
        record Broken() {
            @SuppressWarnings("unused")
            public String getName() {
                throw new IllegalStateException("no name");
            }
        }
        often(() -> new AdHocSql(database.sql()).list("select ?", row -> row.text("x"), new Broken()));
    }

    @Test
    void readersThatThrowKeepNoConnection() {
        often(() -> new AdHocSql(database.sql()).list("select 1 as x from generate_series(1, 3)", row -> row.uuid("x")));
        often(() -> new AdHocSql(database.sql()).first("select 1 as x", row -> row.text("y")));
        often(() -> Transactions.run(database, tx -> new AdHocSql(tx).list("select null as x", row -> row.text("x"))));
    }

    @Test
    void transactionsThatFailKeepNoConnection() {
        often(() -> Transactions.run(database, tx -> {
            new AdHocSql(tx).execute("insert into birds values (1, 'martlet')");
            return new AdHocSql(tx).list("select nonsense", row -> row.text("nonsense"));
        }));
        often(() -> Transactions.run(database, tx -> {
            new AdHocSql(tx).execute("insert into birds values (?, ?)", 1, UUID.randomUUID());
            throw new IllegalStateException();
        }));
    }

    @Test
    void aStatementInsideATransactionOfAnotherConnectionGivesItsOwnBack() {
        for (int i = 0; i < OFTEN; i++) {
            Transactions.run(database, tx -> {
                new AdHocSql(tx).execute("insert into birds values (1, 'martlet')");
                assertThat(Birds.count(database)).isZero();
                return new AdHocSql(tx).execute("delete from birds");
            });
        }
    }

    private static void often(ThrowingCallable failing) {
        for (int i = 0; i < OFTEN; i++) {
            assertThatThrownBy(failing).isInstanceOf(RuntimeException.class).isNotInstanceOf(DatabaseUnavailable.class);
        }
        assertThat(Birds.count(database)).isZero();
        long both = Transactions.run(database, tx -> new AdHocSql(tx).first("select 1 as x", row -> row.number("x")).orElseThrow() + Birds.count(database));
        assertThat(both).isEqualTo(1);
    }
}
