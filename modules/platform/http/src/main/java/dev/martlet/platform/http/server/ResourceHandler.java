package dev.martlet.platform.http.server;

import dev.martlet.platform.core.context.Caller;
import dev.martlet.platform.core.context.ServedOperation;
import dev.martlet.platform.core.work.Deadline;
import dev.martlet.platform.http.Access;
import dev.martlet.platform.http.Request;
import dev.martlet.platform.http.RequestBody;
import dev.martlet.platform.http.RequestHandler;
import dev.martlet.platform.http.Resource;
import dev.martlet.platform.http.ResourceMethod;
import dev.martlet.platform.http.Response;
import dev.martlet.platform.http.StreamHandler;
import dev.martlet.platform.http.limits.ConcurrencyLimit;
import dev.martlet.platform.http.limits.GracefulShutdown;
import dev.martlet.platform.http.limits.TimeLimitedOutputStream;
import dev.martlet.platform.http.problem.Problem;
import dev.martlet.platform.http.problem.ProblemException;
import dev.martlet.platform.http.problem.ProblemType;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.RequestException;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Answers the requests for one resource. */
final class ResourceHandler implements Handler {
    private final Resource resource;
    private final Map<Method, ResourceMethod> operations;
    private final Map<Method, String> names;
    private final List<RequestHandler> representations;
    private final RequestTimers timers;
    private final Duration longest;

    private ResourceHandler(Resource resource, RequestTimers timers, Duration longest) {
        this.resource = resource;
        this.operations = resource.operations();
        this.names = operations.keySet().stream().collect(Collectors.toUnmodifiableMap(Function.identity(), method -> method.text() + " " + resource.path()));
        this.representations = resource.representations();
        this.timers = timers;
        this.longest = longest;
    }

    /**
     * Makes the routing answer for a resource.
     *
     * @param longest what a request may take: the {@link Deadline} of its handler
     */
    static void register(HttpRouting.Builder routing, Resource resource, RequestTimers timers, Duration longest) {
        routing.any(resource.path(), new ResourceHandler(resource, timers, longest));
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        ServedOperation.run(names.getOrDefault(request.prologue().method(), ServedOperation.NONE), () -> serve(request, response));
    }

    private void serve(ServerRequest request, ServerResponse response) {
        long started = System.nanoTime();
        try {
            answer(request, response, started);
        } catch (CloseConnectionException gone) {
            throw gone;
        } catch (RequestException unreadable) {
            Problem problem = Problems.of(unreadable);
            record(request, problem.status(), started);
            ResponseWriter.sendLast(request, response, problem);
        } catch (RuntimeException failure) {
            record(request, ResponseWriter.send(request, response, Problems.answer(failure)), started);
        }
    }

    private void answer(ServerRequest request, ServerResponse response, long started) {
        Optional<ResourceMethod> operation = operation(request);
        if (operation.isPresent()) {
            run(operation.get(), request, response, started);
        } else {
            record(request, ResponseWriter.send(request, response, withoutOperation(request)), started);
        }
    }

    private void run(ResourceMethod operation, ServerRequest raw, ServerResponse response, long started) {
        var request = new Request(raw, representations);
        AccessCheck.admit(operation.access(), request);
        switch (operation) {
            case ResourceMethod.Answering answering -> {
                requireAccepted(request, answering.mediaTypes());
                Response answer = Deadline.within(longest, () -> answer(answering, request));
                record(raw, ResponseWriter.send(raw, response, answer), started);
            }
            case ResourceMethod.Choosing(Access access, var representations) -> {
                String chosen = MediaTypes.best(request.headers(HeaderNames.ACCEPT), List.copyOf(representations.keySet()))
                        .orElseThrow(() -> notAcceptable(String.join(" or ", representations.keySet())));
                var answering = new ResourceMethod.Answering(access, List.of(chosen), false, representations.get(chosen));
                Response answer = Deadline.within(longest, () -> answer(answering, request));
                record(raw, ResponseWriter.send(raw, response, answer.with(HeaderNames.VARY.defaultCase(), HeaderNames.ACCEPT.defaultCase())), started);
            }
            case ResourceMethod.Streaming streaming -> {
                requireAccepted(request, List.of(streaming.mediaType()));
                StreamHandler.Body body = Deadline.within(longest, () -> open(streaming, request));
                if (body == StreamHandler.NOTHING_MORE) {
                    record(raw, ResponseWriter.send(raw, response, Response.noContent()), started);
                    return;
                }
                ConcurrencyLimit.becomeStream();
                record(raw, 200, started);
                stream(raw, response, streaming.mediaType(), body);
            }
        }
    }

    private Response answer(ResourceMethod.Answering operation, Request request) {
        if (ResponseWriter.isRead(request.raw())) {
            return AccessCheck.onlyOwn(operation.access(), request, read(operation, request));
        }
        AccessCheck.requireOwn(operation.access(), request, representations);
        if (!operation.takesBody()) {
            RequestBody.requireNone(request.raw());
        }
        if (!operation.takesBody()) {
            request.requireConditions();
        }
        request.queryParameters().refuseUnknown();
        return operation.endpoint().answer(request);
    }

    /** A read with a parameter that it did not look at is refused afterwards, anything else beforehand: it would have had its effect. */
    private static Response read(ResourceMethod.Answering operation, Request request) {
        RequestBody.requireNone(request.raw());
        Response answer = operation.endpoint().answer(request);
        request.queryParameters().refuseUnknown();
        return answer;
    }

    private StreamHandler.Body open(ResourceMethod.Streaming operation, Request request) {
        AccessCheck.requireOwn(operation.access(), request, representations);
        RequestBody.requireNone(request.raw());
        StreamHandler.Body body = operation.endpoint().open(request);
        request.queryParameters().refuseUnknown();
        return body;
    }

    private void stream(ServerRequest request, ServerResponse response, String mediaType, StreamHandler.Body body) {
        ResponseWriter.streamHeaders(response, mediaType);
        if (request.prologue().method().equals(Method.HEAD)) {
            response.send();
            return;
        }
        var out = new TimeLimitedOutputStream(response.outputStream());
        try (var _ = GracefulShutdown.stream()) {
            body.write(out);
            out.close();
        } catch (IOException gone) {
            throw new CloseConnectionException("The client has gone or does not read", gone);
        } catch (CloseConnectionException gone) {
            throw gone;
        } catch (RuntimeException failure) {
            Problem problem = Problems.of(failure);
            throw new CloseConnectionException("The stream is cut off, so that its client sees the failure: " + problem.instance(), failure);
        }
    }

    private Optional<ResourceMethod> operation(ServerRequest request) {
        Method method = request.prologue().method();
        return Optional.ofNullable(operations.get(method.equals(Method.HEAD) ? Method.GET : method));
    }

    /** The answer to OPTIONS. */
    static Response options(ServerRequest request, List<String> methods, Duration longest) {
        Deadline.within(longest, () -> {
            RequestBody.requireNone(request);
            return true;
        });
        return Response.noContent().with(HeaderNames.ALLOW.defaultCase(), String.join(", ", methods));
    }

    private Response withoutOperation(ServerRequest request) {
        String allow = String.join(", ", resource.methods());
        if (request.prologue().method().equals(Method.OPTIONS)) {
            return options(request, resource.methods(), longest);
        }
        AccessCheck.refuseGuests(Caller.current());
        return Response.of(Problem.of(ProblemType.METHOD_NOT_ALLOWED, "Allowed here: " + allow + "."))
                .with(HeaderNames.ALLOW.defaultCase(), allow);
    }

    private void record(ServerRequest request, int status, long started) {
        timers.record(resource.path(), request.prologue().method().text(), status, started);
    }

    /** @param mediaTypes of the answer; empty if it has no content */
    private static void requireAccepted(Request request, List<String> mediaTypes) {
        List<String> accept = request.headers(HeaderNames.ACCEPT);
        if (!mediaTypes.isEmpty() && mediaTypes.stream().noneMatch(mediaType -> Accept.allows(accept, mediaType))) {
            throw notAcceptable(String.join(" or ", mediaTypes));
        }
    }

    private static ProblemException notAcceptable(String mediaTypes) {
        return new ProblemException(Problem.of(ProblemType.NOT_ACCEPTABLE, "The answer is " + mediaTypes + "."));
    }
}
