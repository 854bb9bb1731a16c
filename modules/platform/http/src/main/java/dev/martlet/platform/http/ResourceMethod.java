package dev.martlet.platform.http;

import java.util.List;
import java.util.SequencedMap;

/** What one method of a resource does: gives an answer, gives one of several representations, or streams one. */
public sealed interface ResourceMethod {
    Access access();

    /**
     * @param mediaTypes of its successful responses; empty if they have no content
     * @param takesBody whether a request may have a body
     */
    record Answering(Access access, List<String> mediaTypes, boolean takesBody, RequestHandler endpoint) implements ResourceMethod {}

    /** @param representations by media type; the first is the default */
    record Choosing(Access access, SequencedMap<String, RequestHandler> representations) implements ResourceMethod {}

    record Streaming(Access access, String mediaType, StreamHandler endpoint) implements ResourceMethod {}
}
