package dev.martlet.platform.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.martlet.platform.core.Money;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;

final class SqlTest {
    private static final UUID ID = UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057");
    private static final Instant TIME = Instant.parse("2026-11-21T07:00:00.123456Z");
    @AutoClose
    private static final Database database = Birds.open(2);

    record Bird(UUID id, String name, Instant seen, Optional<String> ring) {}

    @BeforeAll
    static void open() {
        new AdHocSql(database.sql()).execute("""
                create table kinds (
                    id uuid,
                    name text,
                    count bigint,
                    flag boolean,
                    seen timestamptz,
                    document jsonb,
                    picture bytea,
                    price_amount bigint,
                    price_currency text
                )
                """);
    }

    @Test
    void whatIsInsertedIsReturnedByTheSameStatement() {
        Optional<String> one = new AdHocSql(database.sql()).first("insert into birds values (?, ?) returning name", row -> row.text("name"), 1, "martlet");
        Optional<String> other = Transactions.run(database, tx ->
                new AdHocSql(tx).first("insert into birds values (?, ?) returning name", row -> row.text("name"), 2, "swift"));

        assertThat(one).contains("martlet");
        assertThat(other).contains("swift");
        assertThat(new AdHocSql(database.sql()).list("delete from birds returning id", row -> row.number("id"))).containsExactlyInAnyOrder(1L, 2L);
    }

    @Test
    void eachKindOfValueComesBackAsItWasGiven() {
        var bird = new Bird(ID, "martlet", TIME, Optional.empty());

        new AdHocSql(database.sql()).execute("insert into kinds values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                ID, "it's ünïcode 🐦", Long.MAX_VALUE, true, TIME, bird,
                new byte[] {0, 1}, 1999, "EUR");
        new AdHocSql(database.sql()).first("select * from kinds where id = ?", row -> {
            assertThat(row.uuid("id")).isEqualTo(ID);
            assertThat(row.text("name")).isEqualTo("it's ünïcode 🐦");
            assertThat(row.number("count")).isEqualTo(Long.MAX_VALUE);
            assertThat(row.flag("flag")).isTrue();
            assertThat(row.instant("seen")).isEqualTo(TIME);
            assertThat(row.json("document", Bird.class)).isEqualTo(bird);
            assertThat(row.json("document", new TypeReference<Map<String, Object>>() {})).containsEntry("name", "martlet");
            assertThat(row.money("price")).isEqualTo(Money.of(1999, "EUR"));
            return row;
        }, ID).orElseThrow();
        new AdHocSql(database.sql()).execute("delete from kinds");
    }

    @Test
    void emptyOptionalsAndNullsAreNull() {
        new AdHocSql(database.sql()).execute("insert into kinds (id, name, count, seen, document, price_amount) values (?, ?, ?, ?, ?, ?)",
                ID, Optional.empty(), null, Optional.empty(), Optional.empty(), Optional.empty());
        new AdHocSql(database.sql()).first("select * from kinds", row -> {
            assertThat(row.optionalText("name")).isEmpty();
            assertThat(row.optionalNumber("count")).isEmpty();
            assertThat(row.optionalInstant("seen")).isEmpty();
            assertThat(row.optionalMoney("price")).isEmpty();
            assertThatThrownBy(() -> row.text("name")).hasMessageContaining("name is null");
            return row;
        }).orElseThrow();
        new AdHocSql(database.sql()).execute("delete from kinds");
    }

    @Test
    void arraysAreTables() {
        List<String> pairs = new AdHocSql(database.sql()).list("""
                select id || ' ' || name || ' ' || n as pair
                from unnest(cast(? as uuid[]), cast(? as text[]), cast(? as bigint[])) as given (id, name, n)
                """, row -> row.text("pair"), new UUID[] {ID, ID}, new String[] {"a", "b"}, new long[] {1, 2});

        assertThat(pairs).containsExactly(ID + " a 1", ID + " b 2");
        List<Long> numbers = new AdHocSql(database.sql()).list("select n from unnest(cast(? as int[])) as n", row -> row.number("n"), new int[] {7, 8});
        assertThat(numbers).containsExactly(7L, 8L);
    }

    @Test
    void listsAndEnumsAndSumsHaveTheirPlainForm() {
        assertThat(new AdHocSql(database.sql()).first("select jsonb_array_length(?) as n", row -> row.number("n"), List.of(1, 2, 3))).contains(3L);
        assertThat(new AdHocSql(database.sql()).first("select cast(? as text) as unit", row -> row.constant("unit", TimeUnit.class), TimeUnit.DAYS))
                .contains(TimeUnit.DAYS);
        assertThat(new AdHocSql(database.sql()).first("select sum(n) as n from unnest(cast(? as bigint[])) as n", row -> row.number("n"), new long[] {1, 2}))
                .contains(3L);
    }

    @Test
    void longTextIsBoundLikeShortText() {
        String text = "x".repeat(100_000);

        assertThat(new AdHocSql(database.sql()).first("select cast(? as jsonb) ->> 'a' as a", row -> row.text("a"), Map.of("a", text))).contains(text);
    }

    @Test
    void nulCharactersAreRefusedWithAStateOfClass22() {
        assertThatThrownBy(() -> new AdHocSql(database.sql()).execute("insert into kinds (name) values (?)", "a\0b")).isInstanceOfSatisfying(SqlFailure.class,
                failure -> assertThat(failure.state()).startsWith("22"));
        assertThatThrownBy(() -> new AdHocSql(database.sql()).execute("insert into kinds (document) values (?)", Map.of("a", "\0"))).isInstanceOfSatisfying(
                SqlFailure.class, failure -> assertThat(failure.state()).startsWith("22"));
    }

    @Test
    void whatIsLoggedDoesNotShowValues() {
        new AdHocSql(database.sql()).execute("insert into birds values (9, 'martlet')");

        assertThatThrownBy(() -> new AdHocSql(database.sql()).execute("insert into birds values (9, 'secret')")).hasMessageContaining("birds_pkey")
                .message().doesNotContain("9");
    }
}
