package dev.martlet.kernel.http;

/** Ends a request with a problem from wherever it was found. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Problem problem;
    private final transient Answer answer;

    public ProblemException(Problem problem) {
        this(problem, Answer.of(problem));
    }

    private ProblemException(Problem problem, Answer answer) {
        super(problem.type().code() + ": " + problem.detail(), null, false, false);
        this.problem = problem;
        this.answer = answer;
    }

    /** The same problem, answered with one more header. */
    public ProblemException with(String header, String value) {
        return new ProblemException(problem, answer.with(header, value));
    }

    public Problem problem() {
        return problem;
    }

    Answer answer() {
        return answer;
    }
}
