package dev.martlet.platform.http;

import dev.martlet.platform.core.json.Unicode;
import dev.martlet.platform.http.problem.Violations;
import io.helidon.common.uri.UriQuery;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The query of a request. It records which parameters were read: any other one is a mistake of the client, and refused. */
public final class QueryParameters {
    private final UriQuery query;
    private final Set<String> known = new HashSet<>();

    QueryParameters(UriQuery query) {
        this.query = query;
    }

    /** Given at most once and not blank. */
    Optional<String> first(String name) {
        known.add(name);
        List<String> values = query.contains(name) ? query.all(name) : List.of();
        if (values.isEmpty()) {
            return Optional.empty();
        }
        var violations = new Violations();
        String value = values.getFirst();
        violations.when(values.size() > 1, "/" + name, "must appear only once");
        check(name, value, violations);
        violations.throwIfAny();
        return Optional.of(value);
    }

    /** Given any number of times, each not blank. */
    List<String> all(String name) {
        known.add(name);
        List<String> values = query.contains(name) ? query.all(name) : List.of();
        var violations = new Violations();
        values.forEach(value -> check(name, value, violations));
        violations.throwIfAny();
        return values;
    }

    private static void check(String name, String value, Violations violations) {
        violations.when(value.isBlank(), "/" + name, "must not be blank");
        boolean isText = Unicode.isWellFormed(value) && value.chars().noneMatch(Character::isISOControl);
        violations.when(!isText, "/" + name, "must not have control characters");
    }

    /** Lets any parameter pass: for a page that others redirect to with parameters of their own. */
    public void allowAll() {
        if (!query.isEmpty()) {
            known.addAll(query.names());
        }
    }

    /** Ends with 400 if there is a parameter that was not read. */
    public void refuseUnknown() {
        if (query.isEmpty()) {
            return;
        }
        var violations = new Violations();
        query.names().stream().filter(name -> !known.contains(name)).sorted().forEach(name -> violations.add("/" + name, "is not known"));
        violations.throwIfAny();
    }
}
