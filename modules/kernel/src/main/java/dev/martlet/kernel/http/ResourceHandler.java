package dev.martlet.kernel.http;

import dev.martlet.kernel.call.Deadline;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.RequestException;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers the requests for one resource. */
final class ResourceHandler implements Handler {
    private final Resource resource;
    private final Map<Method, Operation> operations;
    private final List<Endpoint> representations;
    private final RequestTimers timers;
    private final Duration longest;

    ResourceHandler(Resource resource, Map<Method, Operation> operations, List<Endpoint> representations, RequestTimers timers, Duration longest) {
        this.resource = resource;
        this.operations = operations;
        this.representations = representations;
        this.timers = timers;
        this.longest = longest;
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        long started = System.nanoTime();
        try {
            answer(request, response, started);
        } catch (CloseConnectionException gone) {
            throw gone;
        } catch (RequestException unreadable) {
            Problem problem = Problems.of(unreadable);
            record(request, problem.status(), started);
            Reply.sendLast(request, response, problem);
        } catch (RuntimeException failure) {
            record(request, Reply.send(request, response, Problems.answer(failure)), started);
        }
    }

    private void answer(ServerRequest request, ServerResponse response, long started) {
        Optional<Operation> operation = operation(request);
        if (operation.isPresent()) {
            run(operation.get(), request, response, started);
        } else {
            record(request, Reply.send(request, response, withoutOperation(request)), started);
        }
    }

    private void run(Operation operation, ServerRequest raw, ServerResponse response, long started) {
        var request = new Request(raw, representations);
        switch (operation) {
            case Operation.Answering answering -> {
                requireAccepted(request, answering.mediaTypes());
                Answer answer = Deadline.within(longest, () -> answer(answering, request));
                record(raw, Reply.send(raw, response, answer), started);
            }
            case Operation.Choosing(var representations) -> {
                String chosen = MediaTypes.best(request.headers(HeaderNames.ACCEPT), List.copyOf(representations.keySet()))
                        .orElseThrow(() -> notAcceptable(String.join(" or ", representations.keySet())));
                var answering = new Operation.Answering(List.of(chosen), false, representations.get(chosen));
                Answer answer = Deadline.within(longest, () -> answer(answering, request));
                record(raw, Reply.send(raw, response, answer.with(HeaderNames.VARY.defaultCase(), HeaderNames.ACCEPT.defaultCase())), started);
            }
            case Operation.Streaming(String mediaType, StreamEndpoint endpoint) -> {
                requireAccepted(request, List.of(mediaType));
                StreamEndpoint.Body body = Deadline.within(longest, () -> open(endpoint, request));
                if (body == StreamEndpoint.NOTHING_MORE) {
                    record(raw, Reply.send(raw, response, Answer.noContent()), started);
                    return;
                }
                InFlight.becomeStream();
                record(raw, 200, started);
                stream(raw, response, mediaType, body);
            }
        }
    }

    private Answer answer(Operation.Answering operation, Request request) {
        if (!operation.takesBody()) {
            RequestBody.requireNone(request.raw());
        }
        boolean isCheckedWithItsBody = operation.takesBody() || Reply.isRead(request.raw());
        if (!isCheckedWithItsBody) {
            request.requireConditions();
        }
        return answer(operation.endpoint(), request);
    }

    /** A read with a parameter that it did not look at is refused afterwards, anything else beforehand: it would have had its effect. */
    private Answer answer(Endpoint endpoint, Request request) {
        if (!Reply.isRead(request.raw())) {
            request.queryParameters().refuseUnknown();
            return endpoint.answer(request);
        }
        Answer answer = endpoint.answer(request);
        request.queryParameters().refuseUnknown();
        return answer;
    }

    private StreamEndpoint.Body open(StreamEndpoint endpoint, Request request) {
        RequestBody.requireNone(request.raw());
        StreamEndpoint.Body body = endpoint.open(request);
        request.queryParameters().refuseUnknown();
        return body;
    }

    private void stream(ServerRequest request, ServerResponse response, String mediaType, StreamEndpoint.Body body) {
        Reply.streamHeaders(response, mediaType);
        if (request.prologue().method().equals(Method.HEAD)) {
            response.send();
            return;
        }
        var out = new PatientOutput(response.outputStream());
        try (var _ = Draining.stream()) {
            body.write(out);
            out.close();
        } catch (IOException gone) {
            throw new CloseConnectionException("The client has gone or does not read", gone);
        } catch (CloseConnectionException gone) {
            throw gone;
        } catch (RuntimeException failure) {
            Problem told = Problems.of(failure);
            throw new CloseConnectionException("A stream ends unfinished, so that its client sees that it did: " + told.instance(), failure);
        }
    }

    private Optional<Operation> operation(ServerRequest request) {
        Method method = request.prologue().method();
        return Optional.ofNullable(operations.get(method.equals(Method.HEAD) ? Method.GET : method));
    }

    private Answer withoutOperation(ServerRequest request) {
        String allow = String.join(", ", resource.methods());
        if (request.prologue().method().equals(Method.OPTIONS)) {
            Deadline.within(longest, () -> {
                RequestBody.requireNone(request);
                return true;
            });
            return Answer.noContent().with(HeaderNames.ALLOW.defaultCase(), allow);
        }
        return Answer.of(Problem.of(ProblemType.METHOD_NOT_ALLOWED, "Allowed here: " + allow + "."))
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
