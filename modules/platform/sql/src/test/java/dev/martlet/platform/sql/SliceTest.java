package dev.martlet.platform.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.platform.core.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class SliceTest {
    private static final String PAGE = "select id, name from birds where id < ? order by id desc limit ?";
    private static final int KIB = 1024;

    @AutoClose
    private static final Database database = Birds.open(2);

    private void insert(int count, int bytes) {
        new AdHocSql(database.sql()).execute("delete from birds");
        // Random text, which PostgreSQL cannot compress.
        new AdHocSql(database.sql()).execute("""
                insert into birds (id, name)
                select id, left((select string_agg(md5(random()::text || id || n), '') from generate_series(0, ? / 32) as n), ?)
                from generate_series(1, ?) as id
                """, bytes, bytes, count);
    }

    private static Slice<Long> slice(long before, int limit) {
        return new AdHocSql(database.sql()).slice(PAGE, row -> row.number("id"), before, limit);
    }

    @Test
    void smallRowsAreAllThere() {
        insert(50, 100);

        var slice = slice(31, 20);

        assertThat(slice.rows()).containsExactlyElementsOf(IntStream.range(0, 20).mapToObj(i -> 30L - i).toList());
        assertThat(slice.cut()).isFalse();
        assertThat(slice.bytes()).isBetween(20L * 100, 20L * 150);
    }

    @Test
    void noRowsAreAnEmptySlice() {
        insert(1, 1);
        assertThat(slice(1, 10)).isEqualTo(new Slice<Long>(List.of(), false, 0));
    }

    @Test
    void largeRowsEndAtOneMebibyteAndSaySo() {
        insert(50, 100 * KIB);

        var slice = slice(1000, 50);

        assertThat(slice.rows()).hasSize(11);
        assertThat(slice.cut()).isTrue();
    }

    @Test
    void aRowThatIsTooLargeItselfComesAlone() {
        insert(3, 2 * KIB * KIB);

        var slice = slice(1000, 50);

        assertThat(slice.rows()).containsExactly(3L);
        assertThat(slice.cut()).isTrue();
    }

    @Test
    void slicesOneAfterTheOtherShowEachRowOnce() {
        insert(40, 70 * KIB);
        var seen = new ArrayList<Long>();
        for (var slice = slice(1000, 20); !slice.rows().isEmpty(); slice = slice(seen.getLast(), 20)) {
            seen.addAll(slice.rows());
        }
        assertThat(seen).containsExactlyElementsOf(IntStream.range(0, 40).mapToObj(i -> 40L - i).toList());
    }
}
