package dev.martlet.platform.http.server;

import io.helidon.http.HeaderNames;
import io.helidon.http.WritableHeaders;
import java.util.List;

/** The header {@code Vary} (RFC 9110, section 12.5.5), which several parts of an answer contribute to. */
final class Vary {
    private Vary() {}

    static void add(WritableHeaders<?> headers, String name) {
        String before = String.join(", ", headers.all(HeaderNames.VARY, List::of));
        if (before.isEmpty()) {
            headers.set(HeaderNames.VARY, name);
        } else if (List.of(before.split("[ ,]+")).stream().noneMatch(name::equalsIgnoreCase)) {
            headers.set(HeaderNames.VARY, before + ", " + name);
        }
    }
}
