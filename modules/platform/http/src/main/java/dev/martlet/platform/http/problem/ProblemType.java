package dev.martlet.platform.http.problem;

/**
 * A kind of problem (RFC 9457): a constant of the platform for what any route may answer, or of a module's routes for what only they do.
 *
 * @param code lower case with hyphens; the last segment of the problem's {@code type}
 * @param status HTTP status code
 * @param title what it is, the same for every occurrence
 */
public record ProblemType(String code, int status, String title) {
    public static final ProblemType INVALID_JSON = new ProblemType("invalid-json", 400, "The body is not valid JSON");
    public static final ProblemType INVALID_REQUEST = new ProblemType("invalid-request", 400, "The request is not valid");
    public static final ProblemType INVALID_ID = new ProblemType("invalid-id", 400, "The id is not a UUID");
    public static final ProblemType INVALID_CURSOR = new ProblemType("invalid-cursor", 400, "The cursor is not valid");
    public static final ProblemType UNAUTHENTICATED = new ProblemType("unauthenticated", 401, "The request needs credentials");
    public static final ProblemType FORBIDDEN = new ProblemType("forbidden", 403, "The caller may not do this");
    public static final ProblemType ORIGIN_NOT_ALLOWED = new ProblemType("origin-not-allowed", 403, "The origin is not allowed");
    public static final ProblemType NOT_FOUND = new ProblemType("not-found", 404, "Resource not found");
    public static final ProblemType METHOD_NOT_ALLOWED = new ProblemType("method-not-allowed", 405, "The resource does not support this method");
    public static final ProblemType NOT_ACCEPTABLE = new ProblemType("not-acceptable", 406, "No acceptable representation");
    public static final ProblemType IDEMPOTENCY_KEY_IN_PROGRESS =
            new ProblemType("idempotency-key-in-progress", 409, "A request with this key is in progress");
    public static final ProblemType PRECONDITION_FAILED = new ProblemType("precondition-failed", 412, "The resource has changed");
    public static final ProblemType CONTENT_TOO_LARGE = new ProblemType("content-too-large", 413, "The body is too large");
    public static final ProblemType UNSUPPORTED_MEDIA_TYPE = new ProblemType("unsupported-media-type", 415, "The body's media type is not supported");
    public static final ProblemType HOST_NOT_ALLOWED = new ProblemType("host-not-allowed", 421, "The host is not served here");
    public static final ProblemType IDEMPOTENCY_KEY_REUSED =
            new ProblemType("idempotency-key-reused", 422, "The key was used for another request");
    public static final ProblemType PRECONDITION_REQUIRED = new ProblemType("precondition-required", 428, "If-Match is required");
    public static final ProblemType TOO_MANY_REQUESTS = new ProblemType("too-many-requests", 429, "The caller has sent too many requests");
    public static final ProblemType URI_TOO_LONG = new ProblemType("uri-too-long", 414, "The request line is too long");
    public static final ProblemType HEADERS_TOO_LARGE = new ProblemType("request-header-fields-too-large", 431, "The headers are too large");
    public static final ProblemType NOT_IMPLEMENTED = new ProblemType("not-implemented", 501, "Unknown method or transfer coding");
    public static final ProblemType HTTP_VERSION_NOT_SUPPORTED =
            new ProblemType("http-version-not-supported", 505, "HTTP version not supported");
    public static final ProblemType INTERNAL_ERROR = new ProblemType("internal-error", 500, "Internal error");
    public static final ProblemType MODULE_UNAVAILABLE = new ProblemType("module-unavailable", 503, "A required service is unavailable");
    public static final ProblemType OVERLOADED = new ProblemType("overloaded", 503, "Service overloaded");
}
