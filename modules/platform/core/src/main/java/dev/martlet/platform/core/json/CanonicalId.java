package dev.martlet.platform.core.json;

import java.util.Optional;
import java.util.UUID;

/** Reads ids in their one textual form of 36 characters (RFC 9562, section 4); {@link UUID#fromString} takes others too. */
public final class CanonicalId {
    private CanonicalId() {}

    public static Optional<UUID> parse(String text) {
        if (text.length() != 36) {
            return Optional.empty();
        }
        try {
            UUID id = UUID.fromString(text);
            return id.toString().equalsIgnoreCase(text) ? Optional.of(id) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
