package dev.martlet.platform.http.server;

import dev.martlet.platform.core.context.Caller;
import dev.martlet.platform.core.trace.Span;
import dev.martlet.platform.http.Access;
import dev.martlet.platform.http.Request;
import dev.martlet.platform.http.problem.ProblemException;
import io.helidon.http.Method;
import io.helidon.http.RequestException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Forwards the requests for one path, but answers itself what the caller and the method decide alone: the process that handles them may be away.
 *
 * @param path its template, for metrics
 * @param methods who may use each, as {@link Access#label()} names it; without any it is not known what is there
 * @param allow the methods that OPTIONS names
 */
record ForwardedHandler(String path, Map<String, String> methods, List<String> allow, Handler forwarding, RequestTimers timers, Duration longest)
        implements Handler {
    @Override
    public void handle(ServerRequest request, ServerResponse response) throws Exception {
        long started = System.nanoTime();
        Method method = request.prologue().method();
        try {
            if (method.equals(Method.OPTIONS) && !methods.isEmpty()) {
                record(method, ResponseWriter.send(request, response, ResourceHandler.options(request, allow, longest)), started);
                return;
            }
            admit(method, request);
        } catch (ProblemException refused) {
            record(method, ResponseWriter.send(request, response, Problems.answer(refused)), started);
            return;
        } catch (RequestException unreadable) {
            record(method, unreadable.status().code(), started);
            ResponseWriter.sendLast(request, response, Problems.of(unreadable));
            return;
        }
        forwarding.handle(request, response);
        RequestSpans.answered(Span.current(), path, RequestTimers.known(method.text()), response.status().code());
    }

    private void admit(Method method, ServerRequest request) {
        String label = methods.get(method.equals(Method.HEAD) ? Method.GET.text() : method.text());
        if (label != null) {
            AccessCheck.admit(Access.labelled(label), new Request(request));
        } else if (!method.equals(Method.OPTIONS)) {
            AccessCheck.refuseGuests(Caller.current());
        }
    }

    private void record(Method method, int status, long started) {
        timers.record(path, method.text(), status, started);
    }
}
