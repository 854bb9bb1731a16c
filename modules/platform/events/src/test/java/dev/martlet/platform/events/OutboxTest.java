package dev.martlet.platform.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.martlet.platform.core.Ids;
import dev.martlet.platform.events.delivery.Birds;
import dev.martlet.platform.sql.AdHocSql;
import dev.martlet.platform.sql.Database;
import dev.martlet.platform.sql.SqlStatement;
import dev.martlet.platform.sql.Transactions;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class OutboxTest {
    private static final SqlStatement CHANGE = SqlStatement.of("nests.change", "select record_event(:event)");

    private final Event<Birds.Seen> event = Birds.seen(Ids.next(), 1);
    private final AtomicInteger signals = new AtomicInteger();
    private final Outbox outbox = new Outbox();
    private Birds birds;
    private Database nests;

    @BeforeEach
    void open() {
        birds = new Birds();
        nests = birds.database("nests");
        outbox.relayTo(signals::incrementAndGet);
    }

    @AfterEach
    void close() throws Exception {
        birds.close();
    }

    private long recorded() {
        return new AdHocSql(nests.sql()).first("select count(*) as count from outbox", row -> row.number("count")).orElseThrow();
    }

    @Test
    void aStatementThatRecordsAnEventWakesTheRelayOnce() {
        nests.sql().prepare(CHANGE).set("event", outbox.parameter(event)).exists();
        nests.sql().prepare(CHANGE).set("event", outbox.parameter(Optional.of(Birds.seen(Ids.next(), 2)))).exists();

        assertThat(signals).hasValue(2);
        assertThat(recorded()).isEqualTo(2);
    }

    @Test
    void aStatementWithoutAnEventWakesNothing() {
        nests.sql().prepare(CHANGE).set("event", outbox.parameter(Optional.empty())).exists();

        assertThat(signals).hasValue(0);
        assertThat(recorded()).isZero();
    }

    @Test
    void aTransactionWakesTheRelayOnceAfterItsCommit() {
        Transactions.run(nests, tx -> {
            outbox.record(tx, event);
            assertThat(signals).hasValue(0);
            outbox.record(tx, Birds.seen(Ids.next(), 2));
            return "done";
        });

        assertThat(signals).hasValue(1);
        assertThat(recorded()).isEqualTo(2);
    }

    @Test
    void aTransactionThatIsRolledBackWakesNothing() {
        assertThatThrownBy(() -> Transactions.run(nests, tx -> {
            outbox.record(tx, event);
            throw new IllegalStateException();
        })).isInstanceOf(IllegalStateException.class);

        assertThat(signals).hasValue(0);
        assertThat(recorded()).isZero();
    }

    @Test
    void anEventIsNotBoundWithoutItsOutbox() {
        assertThatThrownBy(() -> nests.sql().prepare(CHANGE).set("event", Optional.of(event))).isInstanceOf(IllegalArgumentException.class);
    }
}
