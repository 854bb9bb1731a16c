package dev.martlet.platform.http;

import io.helidon.http.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/**
 * A public HTTP resource: a path and what its methods do. Methods that it does not have answer 405 with {@code Allow}; GET answers HEAD too, carries
 * an {@code ETag} and gives 304; {@code If-Match} is honoured by every method that changes something; every answer is counted by route and status.
 *
 * <pre>{@code Resource.at("/customers/{id}").get(this::find).patch(this::change).delete(this::remove)}</pre>
 */
public final class Resource {
    private static final List<String> JSON = List.of(Entity.JSON);
    private static final List<String> NOTHING = List.of();

    private final String path;
    private final Map<Method, ResourceMethod> operations = new LinkedHashMap<>();
    private Optional<RequestHandler> changed = Optional.empty();

    private Resource(String path) {
        this.path = path;
    }

    /** @param path absolute, with {@code {parameters}} */
    public static Resource at(String path) {
        return new Resource(path);
    }

    public Resource get(RequestHandler endpoint) {
        return get(JSON, endpoint);
    }

    /** @param mediaTypes of the representations, in place of JSON */
    public Resource get(List<String> mediaTypes, RequestHandler endpoint) {
        return with(Method.GET, new ResourceMethod.Answering(mediaTypes, false, endpoint));
    }

    /**
     * Answers GET with the representation that the client prefers ({@code Accept}), and with {@code Vary: Accept}.
     *
     * @param representations by media type; the first is the default
     */
    public Resource get(SequencedMap<String, RequestHandler> representations) {
        return with(Method.GET, new ResourceMethod.Choosing(representations));
    }

    /** Streams an answer to GET itself: the way for event streams. */
    public Resource stream(String mediaType, StreamHandler endpoint) {
        return with(Method.GET, new ResourceMethod.Streaming(mediaType, endpoint));
    }

    /** A POST with a body. */
    public Resource post(RequestHandler endpoint) {
        return with(Method.POST, new ResourceMethod.Answering(JSON, true, endpoint));
    }

    /** A POST that takes no body: any other than an empty one or {@code {}} is refused. */
    public Resource action(RequestHandler endpoint) {
        return with(Method.POST, new ResourceMethod.Answering(JSON, false, endpoint));
    }

    /** The same, answered without content (204), without regard to {@code Accept}. */
    public Resource silentAction(RequestHandler endpoint) {
        return with(Method.POST, new ResourceMethod.Answering(NOTHING, false, endpoint));
    }

    public Resource patch(RequestHandler endpoint) {
        return with(Method.PATCH, new ResourceMethod.Answering(JSON, true, endpoint));
    }

    /** Answered without content (204). */
    public Resource delete(RequestHandler endpoint) {
        return with(Method.DELETE, new ResourceMethod.Answering(NOTHING, false, endpoint));
    }

    /**
     * Names what the methods of this resource change, where that is another resource: {@code If-Match} may have its tag.
     *
     * @param representation GET of that resource, with the path parameters of this one
     */
    public Resource changes(RequestHandler representation) {
        changed = Optional.of(representation);
        return this;
    }

    public String path() {
        return path;
    }

    /** The methods that it answers, as {@code Allow} names them. */
    public List<String> methods() {
        var names = new ArrayList<>(operations.keySet().stream().map(Method::text).toList());
        if (operations.containsKey(Method.GET)) {
            names.add(Method.HEAD.text());
        }
        names.add(Method.OPTIONS.text());
        return names;
    }

    /** What it does for each method. */
    public Map<Method, ResourceMethod> operations() {
        return Map.copyOf(operations);
    }

    /** GET of what its methods change: that resource's, if it is another one, and its own. */
    public List<RequestHandler> representations() {
        Optional<RequestHandler> own = operations.get(Method.GET) instanceof ResourceMethod.Answering get ? Optional.of(get.endpoint()) : Optional.empty();
        return Stream.of(changed, own).flatMap(Optional::stream).toList();
    }

    private Resource with(Method method, ResourceMethod operation) {
        if (operations.put(method, operation) != null) {
            throw new IllegalStateException(path + " has " + method.text() + " already");
        }
        return this;
    }
}
