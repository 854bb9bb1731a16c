package dev.martlet.bootstrap.k8s;

import io.fabric8.kubernetes.api.model.LabelSelector;
import java.util.Map;

/** How Kubernetes compares labels. */
final class Labels {
    private Labels() {}

    static boolean match(Map<String, String> wanted, Map<String, String> labels) {
        return labels.entrySet().containsAll(wanted.entrySet());
    }

    /** An empty selector matches everything. */
    static boolean match(LabelSelector selector, Map<String, String> labels) {
        if (selector.getMatchExpressions() != null && !selector.getMatchExpressions().isEmpty()) {
            throw new AssertionError("selectors with expressions are not understood here: " + selector);
        }
        return selector.getMatchLabels() == null || match(selector.getMatchLabels(), labels);
    }
}
