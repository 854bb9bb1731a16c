package dev.martlet.platform.core;

import com.github.f4b6a3.uuid.factory.standard.TimeOrderedEpochFactory;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.UUID;

/** New identifiers: UUIDv7 (RFC 9562), so that the order of ids is the order of creation and lists page by id alone. */
public final class Ids {
    /** No id is larger: as a cursor it stands before the newest. */
    public static final UUID MAX = new UUID(-1, -1);

    private static volatile Clock clock = Clock.systemUTC();
    private static final TimeOrderedEpochFactory FACTORY = new TimeOrderedEpochFactory(((InstantSource) Ids::now).withZone(ZoneOffset.UTC));

    private Ids() {}

    public static UUID next() {
        return FACTORY.create();
    }

    /**
     * Ids carry this clock's time from now on. Processes that follow their database's clock make ids in one order, independent of their own clocks. Until
     * the database has answered once, ids carry the time of the process.
     */
    public static void follow(Clock database) {
        clock = database;
    }

    private static Instant now() {
        return clock.instant();
    }
}
