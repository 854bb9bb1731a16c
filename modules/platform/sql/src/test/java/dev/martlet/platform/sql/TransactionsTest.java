package dev.martlet.platform.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class TransactionsTest {
    @AutoClose
    private static final Database database = Birds.open(4);

    @BeforeEach
    void empty() {
        new AdHocSql(database.sql()).execute("delete from birds");
    }

    @Test
    void aTransactionThatReturnsIsCommitted() {
        Transactions.run(database, tx ->
                new AdHocSql(tx).execute("insert into birds values (?, ?)", 1, "martlet")
                        + new AdHocSql(tx).execute("insert into birds values (?, ?)", 2, "swift"));

        assertThat(Birds.count(database)).isEqualTo(2);
    }

    @Test
    void aTransactionThatThrowsChangesNothing() {
        assertThatThrownBy(() -> Transactions.run(database, tx -> {
            new AdHocSql(tx).execute("insert into birds values (1, 'martlet')");
            throw new IllegalStateException("no");
        })).hasMessage("no");

        assertThat(Birds.count(database)).isZero();
    }

    @Test
    void aStatementThatIsRefusedUndoesTheOnesBeforeIt() {
        assertThatThrownBy(() -> Transactions.run(database, tx -> {
            new AdHocSql(tx).execute("insert into birds values (1, 'martlet')");
            return new AdHocSql(tx).list("insert into birds values (1, 'swift') returning id", row -> row.number("id"));
        })).isInstanceOfSatisfying(SqlFailure.class, failure -> assertThat(failure.isUniqueViolation()).isTrue());

        assertThat(Birds.count(database)).isZero();
    }

    @Test
    void aTransactionThatSwallowsARefusalIsNotTakenForCommitted() {
        assertThatThrownBy(() -> Transactions.run(database, tx -> {
            new AdHocSql(tx).execute("insert into birds values (1, 'martlet')");
            assertThatThrownBy(() -> new AdHocSql(tx).execute("insert into birds values (1, 'swift')")).isInstanceOf(SqlFailure.class);
            return "done";
        })).isInstanceOf(SqlFailure.class);

        assertThat(Birds.count(database)).isZero();
    }

    @Test
    void changesForLaterAreThereForTheNextStatementAndAfterTheCommit() {
        long seen = Transactions.run(database, tx -> {
            new AdHocSql(tx).executeLater("insert into birds values (?, ?)", 1, "martlet");
            new AdHocSql(tx).executeLater("insert into birds values (?, ?)", 2, "swift");
            new AdHocSql(tx).executeLater("update birds set name = ? where id = ?", "house martin", 2);
            long count = new AdHocSql(tx).first("select count(*) as count from birds where name = 'house martin'", row -> row.number("count")).orElseThrow();
            new AdHocSql(tx).executeLater("insert into birds values (?, ?)", 3, Optional.of("crag martin"));
            return count;
        });

        assertThat(seen).isEqualTo(1);
        assertThat(Birds.count(database)).isEqualTo(3);
    }

    @Test
    void aChangeForLaterOutsideATransactionIsMadeAtOnce() {
        database.sql().prepare(SqlStatement.of("birds.add", "insert into birds values (:id, :name)")).set("id", 1).set("name", "martlet").executeLater();

        assertThat(Birds.count(database)).isEqualTo(1);
    }

    @Test
    void moreChangesThanTravelTogetherAreAllMade() {
        Transactions.run(database, tx -> {
            IntStream.range(0, 250).forEach(id -> new AdHocSql(tx).executeLater("insert into birds values (?, ?)", id, "martlet"));
            return "done";
        });

        assertThat(Birds.count(database)).isEqualTo(250);
    }

    @Test
    void aChangeForLaterThatIsRefusedUndoesTheTransactionAndShowsNoValues() {
        assertThatThrownBy(() -> Transactions.run(database, tx -> {
            new AdHocSql(tx).executeLater("insert into birds values (?, ?)", 1, "martlet");
            new AdHocSql(tx).executeLater("insert into birds values (?, ?)", 1, "swift");
            return "done";
        })).isInstanceOfSatisfying(SqlFailure.class, failure -> assertThat(failure.isUniqueViolation()).isTrue())
                .hasMessageNotContainingAny("martlet", "swift");

        assertThat(Birds.count(database)).isZero();
    }

    @Test
    void changesForLaterOfATransactionThatThrowsAreNeverMade() {
        assertThatThrownBy(() -> Transactions.run(database, tx -> {
            new AdHocSql(tx).executeLater("insert into birds values (?, ?)", 1, "martlet");
            new AdHocSql(tx).executeLater("insert into birds values (?, ?)", 2, "swift");
            new AdHocSql(tx).first("select count(*) as count from birds", row -> row.number("count"));
            new AdHocSql(tx).executeLater("insert into birds values (?, ?)", 3, "crag martin");
            throw new IllegalStateException("no");
        })).hasMessage("no");

        assertThat(Birds.count(database)).isZero();
    }

    @Test
    void aTransactionWithoutStatementsTakesNoConnection() {
        String result = Transactions.run(database, _ -> "nothing to do");

        assertThat(result).isEqualTo("nothing to do");
    }

    @Test
    void theLoserOfADeadlockIsRunAgain() throws Exception {
        new AdHocSql(database.sql()).execute("insert into birds values (1, 'martlet'), (2, 'swift')");
        var tries = new AtomicInteger();
        var bothHoldOne = new CyclicBarrier(2);

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> rename(1, 2, tries, bothHoldOne));
            var second = threads.submit(() -> rename(2, 1, tries, bothHoldOne));
            first.get(10, TimeUnit.SECONDS);
            second.get(10, TimeUnit.SECONDS);
        }

        assertThat(tries).hasValue(3);
        assertThat(new AdHocSql(database.sql()).list("select name from birds", row -> row.text("name"))).containsOnly("renamed twice");
    }

    @Test
    void aConflictThatDoesNotEndIsGivenUpAfterThreeTries() {
        var tries = new AtomicInteger();

        assertThatThrownBy(() -> Transactions.run(database, tx -> {
            tries.incrementAndGet();
            return new AdHocSql(tx).execute("do $$ begin raise exception using errcode = '40001'; end $$");
        })).isInstanceOfSatisfying(SqlFailure.class, failure -> assertThat(failure.state()).isEqualTo("40001"));

        assertThat(tries).hasValue(3);
    }

    @Test
    void aSingleStatementIsRunAgainToo() {
        new AdHocSql(database.sql()).execute("create sequence tries");

        new AdHocSql(database.sql()).execute("do $$ begin if nextval('tries') < 3 then raise exception using errcode = '40P01'; end if; end $$");

        assertThat(new AdHocSql(database.sql()).first("select last_value from tries", row -> row.number("last_value"))).contains(3L);
    }

    private static void rename(int id, int next, AtomicInteger tries, CyclicBarrier bothHoldOne) {
        Transactions.run(database, tx -> {
            boolean again = tries.incrementAndGet() > 2;
            rename(tx, id);
            if (!again) {
                meet(bothHoldOne);
            }
            return rename(tx, next);
        });
    }

    private static long rename(Sql tx, int id) {
        return new AdHocSql(tx).execute("update birds set name = case when name like 'renamed%' then 'renamed twice' else 'renamed' end where id = ?", id);
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(5, TimeUnit.SECONDS);
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }
}
