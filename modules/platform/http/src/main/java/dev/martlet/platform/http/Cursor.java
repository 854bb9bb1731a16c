package dev.martlet.platform.http;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/** Where a list goes on, opaque to clients: a version byte and the last id shown, so that its content may change later. */
final class Cursor {
    private static final byte VERSION = 1;
    private static final int LENGTH = 1 + 2 * Long.BYTES;

    private Cursor() {}

    static String of(UUID last) {
        var bytes = ByteBuffer.allocate(LENGTH).put(VERSION).putLong(last.getMostSignificantBits()).putLong(last.getLeastSignificantBits());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /** Empty unless it is exactly what {@link #of} gives. */
    static Optional<UUID> read(String cursor) {
        try {
            var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor));
            if (bytes.remaining() != LENGTH || bytes.get() != VERSION) {
                return Optional.empty();
            }
            return Optional.of(new UUID(bytes.getLong(), bytes.getLong())).filter(id -> of(id).equals(cursor));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
