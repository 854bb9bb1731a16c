package dev.martlet.bootstrap;

import dev.martlet.platform.core.settings.ConfigErrors;
import io.helidon.config.Config;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;

/** Finds keys of the configuration files that nothing reads: typing errors, mostly. */
final class UnknownKeys {
    private UnknownKeys() {}

    /** @param known every key that something reads, in full */
    static void check(Config files, Set<String> known, ConfigErrors faults) {
        files.traverse()
                .filter(Config::isLeaf)
                .filter(node -> !isEmptied(node, known))
                .map(node -> node.key().toString())
                .filter(key -> !known.contains(key))
                .forEach(key -> faults.add(key, "is not known" + suggestion(key, known)));
    }

    /** A node all of whose keys have been taken out, or put behind a #, is a blank value in YAML. */
    private static boolean isEmptied(Config node, Set<String> known) {
        return node.asString().orElse("").isBlank() && known.stream().anyMatch(key -> key.startsWith(node.key() + "."));
    }

    /** {@code ; did you mean …?}, if something known is near. */
    static String suggestion(String word, Set<String> known) {
        Optional<String> nearest = known.stream()
                .filter(candidate -> distance(word, candidate) <= Math.max(2, word.length() / 4))
                .min(Comparator.comparingInt((String candidate) -> distance(word, candidate)).thenComparing(Comparator.naturalOrder()));
        return nearest.map(candidate -> "; did you mean " + candidate + "?").orElse("");
    }

    /** Levenshtein's: how many letters to insert, delete or replace. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
