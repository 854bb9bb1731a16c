package dev.martlet.kernel.http;

import java.util.List;
import java.util.SequencedMap;

/** What one method of a resource does: gives an answer, gives one of several representations, or streams one. */
sealed interface Operation {
    /**
     * @param mediaTypes of its successful responses; empty if they have no content
     * @param takesBody whether a request may have a body
     */
    record Answering(List<String> mediaTypes, boolean takesBody, Endpoint endpoint) implements Operation {}

    /** @param representations by media type; the first is the default */
    record Choosing(SequencedMap<String, Endpoint> representations) implements Operation {}

    record Streaming(String mediaType, StreamEndpoint endpoint) implements Operation {}
}
