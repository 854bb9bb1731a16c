package dev.martlet.bootstrap;

import dev.martlet.bootstrap.advice.Advisor;
import dev.martlet.bootstrap.advice.Grouping;
import dev.martlet.platform.http.Access;
import dev.martlet.platform.http.Request;
import dev.martlet.platform.http.Resource;
import dev.martlet.platform.http.Response;
import dev.martlet.platform.http.problem.Problem;
import dev.martlet.platform.http.problem.ProblemException;

/** {@code GET /modules/advice?run=…&run=…}: what a split of the modules is expected to cost. */
final class AdviceRoute {
    private static final String NETWORK = "networkMillis";
    private static final String NUMBER = "[0-9]{1,4}(\\.[0-9]{1,3})?";
    private static final double LONGEST = 1000;

    private final Advisor advisor;

    AdviceRoute(Advisor advisor) {
        this.advisor = advisor;
    }

    Resource resource() {
        return Resource.at("/modules/advice").get(Access.staff(), this::advice);
    }

    private Response advice(Request request) {
        try {
            return Response.ok(advisor.advise(request.queryAll("run"), request.query(NETWORK).map(AdviceRoute::millis).orElse(0.0)));
        } catch (Grouping.Fault fault) {
            throw new ProblemException(Problem.invalid("/run", fault.getMessage()));
        }
    }

    private static double millis(String value) {
        double millis = value.matches(NUMBER) ? Double.parseDouble(value) : LONGEST + 1;
        if (millis > LONGEST) {
            throw new ProblemException(Problem.invalid("/" + NETWORK, "must be a number from 0 to 1000 with at most three decimals"));
        }
        return millis;
    }
}
