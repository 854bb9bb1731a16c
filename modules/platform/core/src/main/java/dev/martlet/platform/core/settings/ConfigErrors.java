package dev.martlet.platform.core.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gathers what is wrong with a configuration, so that an operator sees every fault at once. One fault a key: the first. */
public final class ConfigErrors {
    private final Map<String, String> messages = new LinkedHashMap<>();

    /** @param message what the value must be; never the value of a secret */
    public synchronized void add(String key, String message) {
        messages.putIfAbsent(key, message);
    }

    public synchronized boolean isEmpty() {
        return messages.isEmpty();
    }

    /** A line for each fault: {@code key: message}. */
    public synchronized List<String> lines() {
        var lines = new ArrayList<String>(messages.size());
        messages.forEach((key, message) -> lines.add(key + ": " + message));
        return lines;
    }
}
