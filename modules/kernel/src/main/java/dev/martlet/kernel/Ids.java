package dev.martlet.kernel;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.UUID;

/** New identifiers: UUIDv7 (RFC 9562), so that the order of ids is the order of creation and lists page by id alone. */
public final class Ids {
    private Ids() {}

    public static UUID next() {
        return UuidCreator.getTimeOrderedEpoch();
    }
}
