package dev.martlet.kernel.http;

import java.util.SequencedMap;

/** What one method of a resource does: gives an answer, gives one of several representations, or streams one. */
sealed interface Operation {
    record Answering(Endpoint endpoint) implements Operation {}

    /** @param representations by media type; the first is the default */
    record Choosing(SequencedMap<String, Endpoint> representations) implements Operation {}

    record Streaming(String mediaType, StreamEndpoint endpoint) implements Operation {}
}
