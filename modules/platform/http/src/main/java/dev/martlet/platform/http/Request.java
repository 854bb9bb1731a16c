package dev.martlet.platform.http;

import dev.martlet.platform.core.context.Caller;
import dev.martlet.platform.core.json.CanonicalId;
import dev.martlet.platform.http.limits.ConcurrencyLimit;
import dev.martlet.platform.http.problem.Problem;
import dev.martlet.platform.http.problem.ProblemException;
import dev.martlet.platform.http.problem.ProblemType;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One HTTP request as an {@link RequestHandler} sees it. What cannot be read ends the request with the right problem. */
public final class Request {
    private static final int DEFAULT_LIMIT = 50;
    private static final int LARGEST_LIMIT = 200;
    private static final List<String> JSON = List.of(Entity.JSON);
    private static final List<String> MERGE_PATCH = List.of("application/merge-patch+json", Entity.JSON);

    private static final HeaderName IDEMPOTENCY_KEY = HeaderNames.create("Idempotency-Key");
    private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7e]{1,255}");

    private final ServerRequest raw;
    private final QueryParameters query;
    private final Preconditions preconditions;
    private final Caller caller = Caller.current();

    public Request(ServerRequest raw) {
        this(raw, List.of());
    }

    /** @param representations what conditions of a change are compared with */
    public Request(ServerRequest raw, List<RequestHandler> representations) {
        this.raw = raw;
        this.query = new QueryParameters(raw.query());
        this.preconditions = new Preconditions(this, representations);
    }

    /** A path parameter that is an id. Ends with 400 {@code invalid-id} if it is no UUID. */
    public UUID id(String parameter) {
        return id(parameter, raw.path().pathParameters().get(parameter));
    }

    /** A query parameter, given at most once and not blank. */
    public Optional<String> query(String parameter) {
        return query.first(parameter);
    }

    /** A query parameter that may be given several times, each time not blank. */
    public List<String> queryAll(String parameter) {
        return query.all(parameter);
    }

    /** A query parameter that is an id. Ends with 400 {@code invalid-id} if it is no UUID. */
    public Optional<UUID> queryId(String parameter) {
        return query(parameter).map(value -> id(parameter, value));
    }

    /** {@code limit} (1 to 200, default 50) and {@code cursor}. Ends with 400 {@code invalid-request} or {@code invalid-cursor}. */
    public PageRequest page() {
        var page = new PageRequest(query("limit").map(Request::limit).orElse(DEFAULT_LIMIT), query("cursor").map(Request::cursor));
        ConcurrencyLimit.takeMemory(PageRequest.MOST_MEMORY);
        return page;
    }

    /**
     * The body, decoded strictly: unknown, duplicated, mistyped members end with 400 {@code invalid-request} and a pointer, malformed
     * JSON with {@code invalid-json}, another media type with 415. A {@link Validated} record is checked too.
     */
    public <T> T body(Class<T> type) {
        T body = JsonBody.decode(RequestBody.read(raw, JSON), type);
        requireConditions();
        return body;
    }

    /** The body as it came; JSON by its media type, otherwise unread. */
    public byte[] json() {
        byte[] body = RequestBody.read(raw, JSON);
        requireConditions();
        return body;
    }

    /** A request header that is given once. */
    public Optional<String> header(String name) {
        return raw.headers().first(HeaderNames.create(name));
    }

    /**
     * The body as a JSON Merge Patch (RFC 7396). Ends with 428 without {@code If-Match}, 415 for another media type.
     *
     * @param ofStaff members that staff alone may set: ends with 403 if they are in the patch of another
     */
    public MergePatch mergePatch(String... ofStaff) {
        List<String> ifMatch = headers(HeaderNames.IF_MATCH);
        if (caller.isStaff()) {
            requireTag(ifMatch);
        }
        var tree = JsonBody.tree(RequestBody.read(raw, MERGE_PATCH));
        requireStaffFor(Stream.of(ofStaff).filter(tree::has));
        requireTag(ifMatch);
        requireConditions();
        return new MergePatch(tree, ifMatch);
    }

    /** Ends with 403 by field, or 401 without a token, if there are such members and the caller is not of staff. */
    public void requireStaffFor(Stream<String> members) {
        var errors = members.map(member -> new Problem.InputError(JsonFault.step(member), "may be set by staff alone")).toList();
        if (!errors.isEmpty() && !caller.isStaff()) {
            throw isOfGuest() ? AccessProblems.unauthenticated() : AccessProblems.forbidden(errors);
        }
    }

    /**
     * Ends with 412 unless the request's {@code If-Match} (and {@code If-None-Match}) allow a change of what these represent: for a route that has locked it,
     * so that nothing changes between this and its change. Every change is checked before that, too, without a lock.
     *
     * @param locked what GET shows of the resource
     */
    public void requireMatch(Supplier<?>... locked) {
        if (!preconditions.holdFor(locked)) {
            throw Preconditions.failed();
        }
    }

    /** The connection underneath, for answers that are streamed. */
    public ServerRequest raw() {
        return raw;
    }

    /** The path as it was sent, without the query. */
    public String path() {
        return raw.path().absolute().path();
    }

    /** Whom an idempotency key belongs to: the subject of a token, without its name. */
    public String caller() {
        return caller.kind() == Caller.Kind.IDENTIFIED ? owner() : "anonymous";
    }

    /** The customer whose own data are all that this request may see and change. */
    public Optional<UUID> ownCustomer() {
        return caller.ownCustomer();
    }

    /**
     * The list of the customer that a query parameter names: within what the caller may see, so that a list of another customer is empty.
     *
     * @param list of this customer, or of all
     */
    public Response listOfCustomer(String parameter, Function<Optional<UUID>, Response> list) {
        Optional<UUID> customer = queryId(parameter);
        return customer.filter(this::isForeign).isPresent() ? Response.ok(PageRequest.Page.empty()) : list.apply(ownCustomer().or(() -> customer));
    }

    /** Whether this customer is another than the one to whose data the request is limited. */
    public boolean isForeign(UUID customer) {
        return ownCustomer().filter(own -> !own.equals(customer)).isPresent();
    }

    /** Whether it may do everything. */
    public boolean isOfStaff() {
        return caller.isStaff();
    }

    /** Whether it comes without a token, where tokens are used. */
    public boolean isOfGuest() {
        return caller.kind() == Caller.Kind.GUEST;
    }

    /** Ends with 400 if it is not 1 to 255 printable characters, given once. */
    public Optional<String> idempotencyKey() {
        List<String> keys = headers(IDEMPOTENCY_KEY);
        if (keys.size() > 1 || !keys.stream().allMatch(key -> PRINTABLE.matcher(key).matches())) {
            throw new ProblemException(Problem.invalid("/Idempotency-Key", "must be 1 to 255 printable ASCII characters, given once"));
        }
        return keys.stream().findFirst();
    }

    public List<String> headers(HeaderName name) {
        return raw.headers().all(name, List::of);
    }

    /**
     * Ends with 412 unless the conditions of a change hold now; called once its body is known to be right (RFC 9110, section 13.2.1). With an idempotency key
     * they are conditions of the first request: {@code IdempotencyKeys} looks at them.
     */
    public void requireConditions() {
        boolean isKeyed = raw.prologue().method().equals(Method.POST) && idempotencyKey().isPresent();
        if (!isKeyed && !preconditions.hold()) {
            throw Preconditions.failed();
        }
    }

    public Preconditions preconditions() {
        return preconditions;
    }

    public QueryParameters queryParameters() {
        return query;
    }

    private static void requireTag(List<String> ifMatch) {
        if (ifMatch.isEmpty()) {
            throw new ProblemException(Problem.of(ProblemType.PRECONDITION_REQUIRED, "Send the resource's ETag as If-Match."));
        }
    }

    private String owner() {
        byte[] hash = EntityTag.sha256((caller.issuer() + "\n" + caller.subject()).getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }

    private static UUID id(String parameter, String value) {
        return CanonicalId.parse(value).orElseThrow(() -> {
            var errors = List.of(new Problem.InputError("/" + parameter, "must be a UUID"));
            return new ProblemException(new Problem(ProblemType.INVALID_ID, parameter + " must be a UUID.", errors, Map.of()));
        });
    }

    private static int limit(String value) {
        int limit = value.matches("[0-9]{1,3}") ? Integer.parseInt(value) : 0;
        if (limit < 1 || limit > LARGEST_LIMIT) {
            throw new ProblemException(Problem.invalid("/limit", "must be a whole number from 1 to " + LARGEST_LIMIT));
        }
        return limit;
    }

    private static UUID cursor(String value) {
        return Cursor.read(value).orElseThrow(() -> new ProblemException(Problem.of(
                ProblemType.INVALID_CURSOR, "The cursor must be the nextCursor of an earlier page.")));
    }
}
