package dev.martlet.bootstrap.traces;

import dev.martlet.bootstrap.traces.TraceReceiver.Received;
import java.util.List;
import java.util.Optional;

/** The spans of one trace. */
public record TraceTree(List<Received> spans) {
    /** For each span the names from the request down to it. */
    public List<String> paths() {
        return spans.stream().map(this::path).sorted().toList();
    }

    public List<Received> named(String name) {
        return spans.stream().filter(span -> span.name().equals(name)).toList();
    }

    public Received only(String name) {
        List<Received> found = named(name);
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " spans are named " + name + ":\n" + String.join("\n", paths()));
        }
        return found.getFirst();
    }

    public Optional<Received> parent(Received child) {
        return spans.stream().filter(span -> span.id().equals(child.parent())).findFirst();
    }

    private String path(Received span) {
        return parent(span).map(above -> path(above) + " > ").orElse("") + span.name();
    }
}
