package dev.martlet.platform.http;

import io.helidon.http.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/**
 * A public HTTP resource: a path, what its methods do, and who may use each. Methods that it does not have answer 405 with {@code Allow}; GET answers HEAD
 * too, carries an {@code ETag} and gives 304; {@code If-Match} is honoured by every method that changes something; every answer is counted by route and status.
 *
 * <pre>{@code Resource.at("/customers/{id}").get(Access.ownPath("id"), this::find).delete(Access.staff(), this::remove)}</pre>
 */
public final class Resource {
    private static final List<String> JSON = List.of(Entity.JSON);
    private static final List<String> NOTHING = List.of();

    private final String path;
    private final Map<Method, ResourceMethod> operations = new LinkedHashMap<>();
    private Optional<RequestHandler> whole = Optional.empty();

    private Resource(String path) {
        this.path = path;
    }

    /** @param path absolute, with {@code {parameters}} */
    public static Resource at(String path) {
        return new Resource(path);
    }

    public Resource get(Access access, RequestHandler endpoint) {
        return get(access, JSON, endpoint);
    }

    /** @param mediaTypes of the representations, in place of JSON */
    public Resource get(Access access, List<String> mediaTypes, RequestHandler endpoint) {
        return with(Method.GET, new ResourceMethod.Answering(access, mediaTypes, false, endpoint));
    }

    /**
     * Answers GET with the representation that the client prefers ({@code Accept}), and with {@code Vary: Accept}.
     *
     * @param representations by media type; the first is the default
     */
    public Resource get(Access access, SequencedMap<String, RequestHandler> representations) {
        return with(Method.GET, new ResourceMethod.Choosing(access, representations));
    }

    /** Streams an answer to GET itself: the way for event streams. */
    public Resource stream(Access access, String mediaType, StreamHandler endpoint) {
        return with(Method.GET, new ResourceMethod.Streaming(access, mediaType, endpoint));
    }

    /** A POST with a body. */
    public Resource post(Access access, RequestHandler endpoint) {
        return with(Method.POST, new ResourceMethod.Answering(access, JSON, true, endpoint));
    }

    /** A POST that takes no body: any other than an empty one or {@code {}} is refused. */
    public Resource action(Access access, RequestHandler endpoint) {
        return with(Method.POST, new ResourceMethod.Answering(access, JSON, false, endpoint));
    }

    /** The same, answered without content (204), without regard to {@code Accept}. */
    public Resource silentAction(Access access, RequestHandler endpoint) {
        return with(Method.POST, new ResourceMethod.Answering(access, NOTHING, false, endpoint));
    }

    public Resource patch(Access access, RequestHandler endpoint) {
        return with(Method.PATCH, new ResourceMethod.Answering(access, JSON, true, endpoint));
    }

    /** Answered without content (204). */
    public Resource delete(Access access, RequestHandler endpoint) {
        return with(Method.DELETE, new ResourceMethod.Answering(access, NOTHING, false, endpoint));
    }

    /**
     * Names the resource that this one is a part or an action of: {@code If-Match} may have its tag, and who owns it owns this one.
     *
     * @param representation GET of that resource, with the path parameters of this one
     */
    public Resource partOf(RequestHandler representation) {
        whole = Optional.of(representation);
        return this;
    }

    public String path() {
        return path;
    }

    /** The methods that it answers, as {@code Allow} names them. */
    public List<String> methods() {
        return allowed(operations.keySet().stream().map(Method::text).toList());
    }

    /** @param methods those that are declared */
    public static List<String> allowed(Collection<String> methods) {
        var names = new ArrayList<>(methods);
        if (names.contains(Method.GET.text())) {
            names.add(Method.HEAD.text());
        }
        names.add(Method.OPTIONS.text());
        return names;
    }

    /** What it does for each method. */
    public Map<Method, ResourceMethod> operations() {
        return Map.copyOf(operations);
    }

    /** GET of what its methods change: that of the resource that it is a part of, if any, and its own. */
    public List<RequestHandler> representations() {
        Optional<RequestHandler> own = operations.get(Method.GET) instanceof ResourceMethod.Answering get ? Optional.of(get.endpoint()) : Optional.empty();
        return Stream.of(whole, own).flatMap(Optional::stream).toList();
    }

    private Resource with(Method method, ResourceMethod operation) {
        if (operations.put(method, operation) != null) {
            throw new IllegalStateException(path + " has " + method.text() + " already");
        }
        return this;
    }
}
