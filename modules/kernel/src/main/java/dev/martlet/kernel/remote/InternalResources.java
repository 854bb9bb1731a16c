package dev.martlet.kernel.remote;

import dev.martlet.kernel.call.CallRefused;
import dev.martlet.kernel.call.Deadline;
import dev.martlet.kernel.call.Operation;
import dev.martlet.kernel.call.Target;
import dev.martlet.kernel.http.Answer;
import dev.martlet.kernel.http.Problem;
import dev.martlet.kernel.http.ProblemException;
import dev.martlet.kernel.http.ProblemType;
import dev.martlet.kernel.http.Request;
import dev.martlet.kernel.http.Resource;
import dev.martlet.kernel.json.Json;
import java.time.Duration;
import java.util.List;
import tools.jackson.core.JacksonException;

/** The operations of a module that runs here, for modules of other processes. */
public final class InternalResources {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private InternalResources() {}

    public static List<Resource> of(List<Operation> operations, Target target) {
        return operations.stream()
                .map(operation -> Resource.at("/internal/" + operation.module() + "/" + operation.name())
                        .post(request -> answer(operation, target, request)))
                .toList();
    }

    /** Never works for a caller that has gone: what is over before it begins is refused. */
    private static Answer answer(Operation operation, Target target, Request request) {
        Object body = decode(operation, request.json());
        Object result = Deadline.within(timeout(request), () -> {
            if (Deadline.isOver()) {
                throw new CallRefused("the caller's time is over");
            }
            return target.call(operation, body);
        });
        return Answer.okJson(Json.tolerant().writerFor(operation.response()).writeValueAsBytes(result));
    }

    private static Object decode(Operation operation, byte[] body) {
        try {
            return Json.tolerant().readerFor(operation.request()).readValue(body);
        } catch (JacksonException _) {
            throw new ProblemException(Problem.of(ProblemType.INVALID_REQUEST, "The body is not what " + operation.name() + " takes."));
        }
    }

    private static Duration timeout(Request request) {
        try {
            return request.header(InternalHeaders.TIMEOUT).map(Long::parseLong).map(Duration::ofMillis).orElse(LONGEST);
        } catch (NumberFormatException _) {
            throw new ProblemException(Problem.invalid("/" + InternalHeaders.TIMEOUT, "must be a whole number of milliseconds"));
        }
    }
}
