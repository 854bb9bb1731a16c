package dev.martlet.platform.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class AfterCommitTest {
    private static final SqlStatement ADD = SqlStatement.of("birds.add", "insert into birds values (:id, :name)");

    private final AtomicInteger signals = new AtomicInteger();
    private final Runnable signal = signals::incrementAndGet;
    private Database database;

    @BeforeEach
    void open() {
        database = Birds.open(2);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private BoundStatement add(Sql sql, int id) {
        return sql.prepare(ADD).set("id", id).set("name", new NotifyingParameter(Optional.of("martlet"), signal));
    }

    @Test
    void aStatementThatCommitsByItselfRunsTheActionOnce() {
        add(database.sql(), 1).execute();
        assertThat(signals).hasValue(1);

        add(database.sql(), 2).executeLater();
        assertThat(signals).hasValue(2);
    }

    @Test
    void aStatementThatIsRefusedRunsNothing() {
        add(database.sql(), 1).execute();

        assertThatThrownBy(() -> add(database.sql(), 1).execute()).isInstanceOf(SqlFailure.class);

        assertThat(signals).hasValue(1);
    }

    @Test
    void statementsWithoutAnActionRunNothing() {
        database.sql().prepare(ADD).set("id", 1).set("name", "martlet").execute();

        assertThat(signals).hasValue(0);
    }

    @Test
    void theActionSeesWhatWasCommittedAndMayUseTheDatabase() {
        try (var one = Birds.open(1)) {
            add(one.sql(), 1).afterCommit(() -> signals.addAndGet((int) (10 * Birds.count(one)))).execute();
        }
        assertThat(signals).hasValue(11);
    }

    @Test
    void aTransactionRunsTheActionOnceAfterItsCommit() {
        Transactions.run(database, tx -> {
            add(tx, 1).execute();
            assertThat(signals).hasValue(0);
            add(tx, 2).executeLater();
            tx.afterCommit(signal);
            return "done";
        });

        assertThat(signals).hasValue(1);
        assertThat(Birds.count(database)).isEqualTo(2);
    }

    @Test
    void aTransactionThatIsRolledBackRunsNothing() {
        assertThatThrownBy(() -> Transactions.run(database, tx -> {
            add(tx, 1).execute();
            throw new IllegalStateException();
        })).isInstanceOf(IllegalStateException.class);

        assertThat(signals).hasValue(0);
    }

    @Test
    void aTransactionThatIsRunAgainRunsTheActionOnce() {
        var tries = new AtomicInteger();
        Transactions.run(database, tx -> {
            tx.afterCommit(signals::incrementAndGet);
            return tries.incrementAndGet() == 1
                    ? new AdHocSql(tx).execute("do $$ begin raise exception using errcode = '40001'; end $$")
                    : add(tx, 1).execute();
        });

        assertThat(tries).hasValue(2);
        assertThat(signals).hasValue(2);
    }

    @Test
    void whatMustNotifyIsNotBoundAsItIs() {
        record Seen(String bird) implements Recordable {}

        assertThatThrownBy(() -> database.sql().prepare(ADD).set("name", new Seen("martlet"))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Seen").hasMessageContaining("NotifyingParameter");
    }
}
