package dev.martlet.platform.http;

/** What one method of one resource does. */
@FunctionalInterface
public interface RequestHandler {
    /** Expected outcomes are answers; {@code ProblemException} and everything else that is thrown is mapped in one place. */
    Response answer(Request request);
}
