package dev.martlet.platform.calls.remote;

import dev.martlet.platform.calls.CallFailure;
import dev.martlet.platform.calls.CallInvalid;
import dev.martlet.platform.calls.CallRejected;
import dev.martlet.platform.calls.CalleeUnreachable;
import dev.martlet.platform.calls.OutcomeUnknown;
import dev.martlet.platform.http.problem.Problem;
import dev.martlet.platform.http.problem.ProblemType;

/** Maps failures of the reverse proxy to problems. */
final class ProxyProblems {
    private ProxyProblems() {}

    static Problem of(CallFailure failure, String module) {
        return switch (failure) {
            case CallRejected _, CalleeUnreachable _, CallInvalid _, OutcomeUnknown _ -> unavailable(module);
        };
    }

    static Problem unavailable(String module) {
        return Problem.of(ProblemType.MODULE_UNAVAILABLE, "Module " + module + " is unavailable. Retry later.");
    }
}
