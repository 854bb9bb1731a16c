package dev.martlet.platform.http.server;

import dev.martlet.platform.core.context.Caller;
import dev.martlet.platform.core.json.Json;
import dev.martlet.platform.http.Access;
import dev.martlet.platform.http.AccessProblems;
import dev.martlet.platform.http.Request;
import dev.martlet.platform.http.RequestHandler;
import dev.martlet.platform.http.Response;
import dev.martlet.platform.http.problem.Problem;
import dev.martlet.platform.http.problem.ProblemException;
import dev.martlet.platform.http.problem.ProblemType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.core.JsonPointer;

/** Decides whether a caller may use a method of a resource. */
final class AccessCheck {
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private AccessCheck() {}

    /** Ends with 401, 403, or 404 where the path alone says so; before anything else of the request is looked at. */
    static void admit(Access access, Request request) {
        if (access instanceof Access.Anyone || request.isOfStaff()) {
            return;
        }
        refuseGuests(Caller.current());
        if (access instanceof Access.Staff || request.ownCustomer().isEmpty()) {
            throw AccessProblems.forbidden();
        }
        if (access instanceof Access.OwnPath(String parameter) && !request.ownCustomer().equals(Optional.of(request.id(parameter)))) {
            throw new ProblemException(notFound());
        }
    }

    /** Ends with 404 unless the representation is the caller's own: before a change, or a stream. */
    static void requireOwn(Access access, Request request, List<RequestHandler> representations) {
        if (access instanceof Access.OwnResource(JsonPointer pointer) && request.ownCustomer().isPresent()) {
            Response answer = own(pointer, request, representations.getFirst().answer(request));
            if (answer.status() != OK) {
                throw answer.body().filter(Problem.class::isInstance).map(Problem.class::cast).map(ProblemException::new).orElseThrow();
            }
        }
    }

    /** A representation that was read, or 404 if it is not the caller's own. */
    static Response onlyOwn(Access access, Request request, Response answer) {
        return access instanceof Access.OwnResource(JsonPointer pointer) && request.ownCustomer().isPresent() ? own(pointer, request, answer) : answer;
    }

    /** Ends with 401 for whoever sent no token where tokens are used. */
    static void refuseGuests(Caller caller) {
        if (caller.kind() == Caller.Kind.GUEST) {
            throw AccessProblems.unauthenticated();
        }
    }

    private static Response own(JsonPointer pointer, Request request, Response answer) {
        boolean isForeign = answer.status() == OK && answer.body().filter(body -> isOf(request.ownCustomer().orElseThrow(), body, pointer)).isEmpty();
        return isForeign || answer.status() == NOT_FOUND ? Response.of(notFound()) : answer;
    }

    private static boolean isOf(UUID customer, Object representation, JsonPointer pointer) {
        return Json.strict().valueToTree(representation).at(pointer).asString("").equals(customer.toString());
    }

    private static Problem notFound() {
        return Problem.of(ProblemType.NOT_FOUND, "There is no resource with this id.");
    }
}
