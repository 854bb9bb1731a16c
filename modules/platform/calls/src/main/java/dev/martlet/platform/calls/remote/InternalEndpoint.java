package dev.martlet.platform.calls.remote;

import dev.martlet.platform.calls.contract.Contracts;
import dev.martlet.platform.calls.invoke.Invoker;
import dev.martlet.platform.calls.invoke.Operation;
import dev.martlet.platform.core.json.Codec;
import dev.martlet.platform.core.work.Deadline;
import dev.martlet.platform.http.Request;
import dev.martlet.platform.http.RequestHandler;
import dev.martlet.platform.http.Response;
import dev.martlet.platform.http.problem.Problem;
import dev.martlet.platform.http.problem.ProblemException;
import dev.martlet.platform.http.problem.ProblemType;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;

/** One operation, for modules of other processes. */
final class InternalEndpoint implements RequestHandler {
    private static final long LONGEST_MILLIS = 30_000;

    private final Operation operation;
    private final Invoker target;
    private final Contracts contracts;

    InternalEndpoint(Operation operation, Invoker target, Contracts contracts) {
        this.operation = operation;
        this.target = target;
        this.contracts = contracts;
    }

    @Override
    public Response answer(Request request) {
        Duration timeout = timeout(request);
        Object body = decode(request.json());
        String subject = InternalHeaders.subject(operation, body);
        contracts.heard(subject, request.header(InternalHeaders.CONTRACT));
        Object result = Deadline.within(timeout, () -> call(body));
        var answer = Response.message(Codec.of(operation.response()).write(result));
        return contracts.hash(subject).map(hash -> answer.with(InternalHeaders.CONTRACT, hash)).orElse(answer);
    }

    /** Never works for a caller that has gone: what is over before it begins is refused in words that say that it did not happen. */
    private Object call(Object body) {
        if (Deadline.isOver()) {
            throw new ProblemException(Problem.of(ProblemType.OVERLOADED, "The caller's time was over before the call began."));
        }
        return target.call(operation, body);
    }

    private Object decode(byte[] body) {
        try {
            return Optional.ofNullable(Codec.of(operation.request()).read(body)).orElseThrow(this::notUnderstood);
        } catch (StreamReadException _) {
            throw new ProblemException(Problem.of(ProblemType.INVALID_JSON, "The body is not JSON."));
        } catch (JacksonException _) {
            throw notUnderstood();
        }
    }

    /** Perhaps the caller is of another version, so this process says which one it has. */
    private ProblemException notUnderstood() {
        var problem = new ProblemException(Problem.of(ProblemType.INVALID_REQUEST, "The body is not what " + operation.name() + " takes."));
        return contracts.hash(operation.module()).map(hash -> problem.with(InternalHeaders.CONTRACT, hash)).orElse(problem);
    }

    private static Duration timeout(Request request) {
        try {
            long millis = request.header(InternalHeaders.TIMEOUT).map(Long::parseLong).orElse(LONGEST_MILLIS);
            return Duration.ofMillis(Math.clamp(millis, 0, LONGEST_MILLIS));
        } catch (NumberFormatException _) {
            throw new ProblemException(Problem.invalid("/" + InternalHeaders.TIMEOUT, "must be a whole number of milliseconds"));
        }
    }
}
