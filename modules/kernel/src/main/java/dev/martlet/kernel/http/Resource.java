package dev.martlet.kernel.http;

import io.helidon.http.Method;
import io.helidon.webserver.http.HttpRouting;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
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
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(10);

    private static final List<String> JSON = List.of(Content.JSON);
    private static final List<String> NOTHING = List.of();

    private final String path;
    private final Map<Method, Operation> operations = new LinkedHashMap<>();
    private Optional<Endpoint> changed = Optional.empty();

    private Resource(String path) {
        this.path = path;
    }

    /** @param path absolute, with {@code {parameters}} */
    public static Resource at(String path) {
        return new Resource(path);
    }

    public Resource get(Endpoint endpoint) {
        return get(JSON, endpoint);
    }

    /** @param mediaTypes of the representations, in place of JSON */
    public Resource get(List<String> mediaTypes, Endpoint endpoint) {
        return with(Method.GET, new Operation.Answering(mediaTypes, false, endpoint));
    }

    /**
     * Answers GET with the representation that the client prefers ({@code Accept}), and with {@code Vary: Accept}.
     *
     * @param representations by media type; the first is the default
     */
    public Resource get(SequencedMap<String, Endpoint> representations) {
        return with(Method.GET, new Operation.Choosing(representations));
    }

    /** Streams an answer to GET itself: the way for event streams. */
    public Resource stream(String mediaType, StreamEndpoint endpoint) {
        return with(Method.GET, new Operation.Streaming(mediaType, endpoint));
    }

    /** A POST with a body. */
    public Resource post(Endpoint endpoint) {
        return with(Method.POST, new Operation.Answering(JSON, true, endpoint));
    }

    /** A POST that takes no body: any other than an empty one or {@code {}} is refused. */
    public Resource action(Endpoint endpoint) {
        return with(Method.POST, new Operation.Answering(JSON, false, endpoint));
    }

    /** The same, answered without content (204), whatever the client accepts. */
    public Resource silentAction(Endpoint endpoint) {
        return with(Method.POST, new Operation.Answering(NOTHING, false, endpoint));
    }

    public Resource patch(Endpoint endpoint) {
        return with(Method.PATCH, new Operation.Answering(JSON, true, endpoint));
    }

    /** Answered without content (204). */
    public Resource delete(Endpoint endpoint) {
        return with(Method.DELETE, new Operation.Answering(NOTHING, false, endpoint));
    }

    /**
     * Names what the methods of this resource change, where that is another resource: {@code If-Match} may have its tag.
     *
     * @param representation GET of that resource, with the path parameters of this one
     */
    public Resource changes(Endpoint representation) {
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

    /** Makes the routing answer for this resource; each request may take 10 s. */
    public void register(HttpRouting.Builder routing, MeterRegistry meters) {
        register(routing, meters, LONGEST_REQUEST);
    }

    /** @param longest what a request may take: the {@link dev.martlet.kernel.call.Deadline} of its endpoint */
    public void register(HttpRouting.Builder routing, MeterRegistry meters, Duration longest) {
        routing.any(path, new ResourceHandler(this, Map.copyOf(operations), representations(), new RequestTimers(meters), longest));
    }

    private List<Endpoint> representations() {
        Optional<Endpoint> own = operations.get(Method.GET) instanceof Operation.Answering get ? Optional.of(get.endpoint()) : Optional.empty();
        return Stream.of(changed, own).flatMap(Optional::stream).toList();
    }

    private Resource with(Method method, Operation operation) {
        if (operations.put(method, operation) != null) {
            throw new IllegalStateException(path + " has " + method.text() + " already");
        }
        return this;
    }
}
