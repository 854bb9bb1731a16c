package dev.martlet.platform.kafka;

import dev.martlet.platform.events.transport.RawEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Splits events, in order, into batches in which no two events have the same key. */
final class KeyDisjointBatches {
    private KeyDisjointBatches() {}

    static List<List<RawEvent>> of(List<RawEvent> events) {
        var batches = new ArrayList<List<RawEvent>>();
        var keys = new HashSet<String>();
        int start = 0;
        for (int index = 0; index < events.size(); index++) {
            if (!keys.add(events.get(index).key())) {
                batches.add(events.subList(start, index));
                start = index;
                keys.clear();
                keys.add(events.get(index).key());
            }
        }
        if (start < events.size()) {
            batches.add(events.subList(start, events.size()));
        }
        return batches;
    }
}
