package dev.martlet.kernel.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.martlet.kernel.embedded.TemporaryPostgres;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class DatabaseTest {
    private Database database;

    @BeforeEach
    void open() {
        var settings = new DatabaseSettings(Optional.empty(), Optional.empty(), Optional.empty(), 2, false, Migrate.START)
                .at(TemporaryPostgres.newDatabase(), TemporaryPostgres.username(), TemporaryPostgres.password());
        Migrations.apply(settings, "birds");
        database = Database.open(settings, "birds", new SimpleMeterRegistry());
        database.sql().execute("create table birds (id int primary key, name text not null)");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aRowThatIsInsertedIsReturnedAtOnce() {
        Optional<String> name = database.sql().first("insert into birds values (?, ?) returning name", row -> row.text("name"), 1, "martlet");

        assertThat(name).contains("martlet");
        assertThat(database.sql().list("select name from birds", row -> row.text("name"))).containsExactly("martlet");
    }

    @Test
    void aTransactionThatThrowsChangesNothing() {
        assertThatThrownBy(() -> Transactions.run(database, tx -> {
            tx.execute("insert into birds values (1, 'martlet')");
            throw new IllegalStateException("no");
        })).hasMessage("no");

        assertThat(database.sql().list("select id from birds", row -> row.number("id"))).isEmpty();
    }

    @Test
    void aTransactionThatReturnsIsCommitted() {
        Transactions.run(database, tx -> tx.execute("insert into birds values (?, ?)", 1, "martlet") + tx.execute("insert into birds values (?, ?)", 2, "swift"));

        assertThat(database.sql().list("select id from birds order by id", row -> row.number("id"))).containsExactly(1L, 2L);
    }
}
