package dev.martlet.kernel.http;

import io.helidon.webserver.http.ServerRequest;
import java.util.Optional;
import java.util.UUID;

/** One HTTP request as an {@link Endpoint} sees it. What cannot be read ends the request with the right problem. */
public final class Request {
    Request(ServerRequest raw) {
        throw new UnsupportedOperationException();
    }

    /** A path parameter that is an id. Ends with 400 {@code invalid-id} if it is no UUID. */
    public UUID id(String parameter) {
        throw new UnsupportedOperationException();
    }

    /** A query parameter, given at most once and not blank. */
    public Optional<String> query(String parameter) {
        throw new UnsupportedOperationException();
    }

    /** A query parameter that is an id. Ends with 400 {@code invalid-id} if it is no UUID. */
    public Optional<UUID> queryId(String parameter) {
        throw new UnsupportedOperationException();
    }

    /** {@code limit} (1 to 200, default 50) and {@code cursor}. Ends with 400 {@code invalid-request} or {@code invalid-cursor}. */
    public PageRequest page() {
        throw new UnsupportedOperationException();
    }

    /**
     * The body, decoded strictly: unknown, duplicated, mistyped members end with 400 {@code invalid-request} and a pointer, malformed
     * JSON with {@code invalid-json}, another media type with 415. A {@link Checked} record is checked too.
     */
    public <T> T body(Class<T> type) {
        throw new UnsupportedOperationException();
    }

    /** The body as a JSON Merge Patch (RFC 7396). Ends with 428 without {@code If-Match}, 415 for another media type. */
    public MergePatch mergePatch() {
        throw new UnsupportedOperationException();
    }

    /** The connection underneath, for answers that are streamed. */
    public ServerRequest raw() {
        throw new UnsupportedOperationException();
    }
}
