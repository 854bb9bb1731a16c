package dev.martlet.kernel.http;

/**
 * A public HTTP resource: a path and what its methods do. Methods that it does not have answer 405 with {@code Allow}; GET answers HEAD too, carries
 * an {@code ETag} and gives 304; every answer is counted by route and status.
 *
 * <pre>{@code Resource.at("/customers/{id}").get(this::find).patch(this::change).delete(this::remove)}</pre>
 */
public final class Resource {
    /** @param path absolute, with {@code {parameters}} */
    public static Resource at(String path) {
        throw new UnsupportedOperationException();
    }

    public Resource get(Endpoint endpoint) {
        throw new UnsupportedOperationException();
    }

    /** Streams an answer itself: the way for event streams. */
    public Resource stream(String mediaType, StreamEndpoint endpoint) {
        throw new UnsupportedOperationException();
    }

    public Resource post(Endpoint endpoint) {
        throw new UnsupportedOperationException();
    }

    public Resource patch(Endpoint endpoint) {
        throw new UnsupportedOperationException();
    }

    public Resource delete(Endpoint endpoint) {
        throw new UnsupportedOperationException();
    }
}
