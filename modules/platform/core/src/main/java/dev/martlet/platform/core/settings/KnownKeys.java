package dev.martlet.platform.core.settings;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The keys that were read so far, in full, with the defaults of those that have one. */
final class KnownKeys {
    private final Map<String, String> fallbacks = new ConcurrentHashMap<>();
    private final Set<String> secrets = ConcurrentHashMap.newKeySet();

    void add(String key) {
        fallbacks.putIfAbsent(key, "");
    }

    void addDefault(String key, String fallback) {
        fallbacks.put(key, fallback);
    }

    void addSecret(String key) {
        secrets.add(key);
    }

    Set<String> names() {
        return Set.copyOf(fallbacks.keySet());
    }

    /** Blank for none. */
    String fallback(String key) {
        return fallbacks.getOrDefault(key, "");
    }

    boolean isSecret(String key) {
        return secrets.contains(key);
    }
}
