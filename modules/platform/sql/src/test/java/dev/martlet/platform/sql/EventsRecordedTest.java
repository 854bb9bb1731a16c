package dev.martlet.platform.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class EventsRecordedTest {
    private static final String KEEP = "insert into kept select cast(? as jsonb)";
    private static final Signal EVENT = new Sighting("martlet");

    private final AtomicInteger told = new AtomicInteger();
    private Database database;

    @BeforeEach
    void open() {
        database = Birds.open(2);
        database.sql().execute("create table kept (event jsonb)");
        database.onEventsRecorded(told::incrementAndGet);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aStatementWithAnEventTellsOnce() {
        database.sql().execute(KEEP, EVENT);
        database.sql().execute(KEEP, Optional.of(EVENT));
        database.sql().execute(KEEP, List.of(EVENT, EVENT));

        assertThat(told).hasValue(3);
    }

    @Test
    void statementsWithoutEventsTellNothing() {
        database.sql().execute(KEEP, List.of("no event"));
        database.sql().execute(KEEP, Optional.empty());

        assertThat(told).hasValue(0);
    }

    @Test
    void aTransactionTellsAfterItsCommit() {
        Transactions.run(database, tx -> {
            tx.execute(KEEP, EVENT);
            assertThat(told).hasValue(0);
            return tx.execute(KEEP, EVENT);
        });

        assertThat(told).hasValue(1);
    }

    @Test
    void aTransactionThatIsRolledBackTellsNothing() {
        assertThatThrownBy(() -> Transactions.run(database, tx -> {
            tx.execute(KEEP, EVENT);
            throw new IllegalStateException();
        })).isInstanceOf(IllegalStateException.class);

        assertThat(told).hasValue(0);
    }

    private record Sighting(String bird) implements Signal {}
}
