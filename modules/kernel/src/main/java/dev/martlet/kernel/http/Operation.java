package dev.martlet.kernel.http;

/** What one method of a resource does: gives an answer, or streams one. */
sealed interface Operation {
    record Answering(Endpoint endpoint) implements Operation {}

    record Streaming(String mediaType, StreamEndpoint endpoint) implements Operation {}
}
