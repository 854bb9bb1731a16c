package dev.martlet.platform.runtime.inspection;

import java.util.List;

/** Records of a module, newest first. */
public record RecordList(List<InspectedRecord> items) {
    public static final RecordList EMPTY = new RecordList(List.of());
}
