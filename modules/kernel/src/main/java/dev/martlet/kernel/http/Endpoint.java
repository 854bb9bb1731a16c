package dev.martlet.kernel.http;

/** What one method of one resource does. */
@FunctionalInterface
public interface Endpoint {
    /** Expected outcomes are answers; {@link ProblemException} and everything else that is thrown is mapped in one place. */
    Answer answer(Request request);
}
