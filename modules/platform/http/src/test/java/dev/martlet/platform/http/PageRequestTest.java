package dev.martlet.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class PageRequestTest {
    private static final Comparator<UUID> ORDER = Comparator.comparing(UUID::toString).reversed();

    @Property
    void aCursorReadsBackAsItsId(@ForAll long most, @ForAll long least) {
        var id = new UUID(most, least);
        assertThat(Cursor.read(Cursor.of(id))).contains(id);
    }

    @Property
    void whatReadsAsACursorIsOne(@ForAll String text) {
        assertThat(Cursor.read(text).map(Cursor::of)).isIn(Optional.empty(), Optional.of(text));
    }

    @Property
    void aChangedCursorIsRefusedOrAnotherCursor(@ForAll long most, @ForAll @IntRange(max = 22) int at, @ForAll char character) {
        var changed = new StringBuilder(Cursor.of(new UUID(most, 1)));
        changed.setCharAt(at, character);
        assertThat(Cursor.read(changed.toString()).map(Cursor::of)).isIn(Optional.empty(), Optional.of(changed.toString()));
    }

    @Property(tries = 200)
    void pagesShowEachRowOnceInOrder(@ForAll @IntRange(max = 120) int count, @ForAll @IntRange(min = 1, max = 50) int limit, @ForAll long seed) {
        List<UUID> all = rows(count, seed);
        var seen = new ArrayList<UUID>();
        Optional<UUID> before = Optional.empty();
        for (boolean more = true; more; ) {
            var request = new PageRequest(limit, before);
            var page = request.page(fetch(all, request), row -> row, row -> row);
            seen.addAll(page.items());
            before = page.nextCursor().flatMap(Cursor::read);
            more = page.nextCursor().isPresent();
        }
        assertThat(seen).isEqualTo(all);
    }

    /** {@code where id < ? order by id desc limit ?}, as PostgreSQL orders ids: without signs. */
    private static List<UUID> fetch(List<UUID> all, PageRequest request) {
        return all.stream().filter(row -> request.before().isEmpty() || ORDER.compare(row, request.before().get()) > 0).limit(request.fetch())
                .toList();
    }

    private static List<UUID> rows(int count, long seed) {
        var random = new Random(seed);
        return Stream.generate(() -> new UUID(random.nextLong(), random.nextLong())).distinct().limit(count).sorted(ORDER).toList();
    }
}
