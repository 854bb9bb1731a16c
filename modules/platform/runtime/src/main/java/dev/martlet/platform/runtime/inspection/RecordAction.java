package dev.martlet.platform.runtime.inspection;

import java.util.UUID;

/**
 * What an operator wants to be done with a record.
 *
 * @param name one of {@link InspectedRecord#actions()}
 */
public record RecordAction(UUID id, String name) {}
