package dev.martlet.platform.runtime.inspection;

import java.util.Optional;
import java.util.UUID;

/**
 * Which records to find: all conditions hold.
 *
 * @param id of the record or of its owner
 * @param text a name that is unique, such as a mail address
 * @param before only those with a smaller id
 * @param limit of records, at most 201
 */
public record RecordQuery(Optional<UUID> id, Optional<String> text, Optional<String> status, Optional<UUID> before, int limit) {
    /** The record with this id, or one of this owner. */
    public static RecordQuery of(UUID id) {
        return new RecordQuery(Optional.of(id), Optional.empty(), Optional.empty(), Optional.empty(), 1);
    }

    public static RecordQuery named(String text) {
        return new RecordQuery(Optional.empty(), Optional.of(text), Optional.empty(), Optional.empty(), 1);
    }
}
