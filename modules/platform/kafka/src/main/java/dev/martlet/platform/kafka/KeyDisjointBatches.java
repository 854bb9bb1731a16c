package dev.martlet.platform.kafka;

import dev.martlet.platform.events.RawEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Events in their order, cut so that no part has two of the same key. */
final class KeyDisjointBatches {
    private KeyDisjointBatches() {}

    static List<List<RawEvent>> of(List<RawEvent> events) {
        var rounds = new ArrayList<List<RawEvent>>();
        var keys = new HashSet<String>();
        int begin = 0;
        for (int index = 0; index < events.size(); index++) {
            if (!keys.add(events.get(index).key())) {
                rounds.add(events.subList(begin, index));
                begin = index;
                keys.clear();
                keys.add(events.get(index).key());
            }
        }
        if (begin < events.size()) {
            rounds.add(events.subList(begin, events.size()));
        }
        return rounds;
    }
}
