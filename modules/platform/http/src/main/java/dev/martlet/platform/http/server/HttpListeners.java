package dev.martlet.platform.http.server;

import dev.martlet.platform.core.context.Caller;
import dev.martlet.platform.core.context.RequestContext;
import dev.martlet.platform.core.context.Trace;
import dev.martlet.platform.core.trace.Tracing;
import dev.martlet.platform.http.Access;
import dev.martlet.platform.http.RequestBody;
import dev.martlet.platform.http.Resource;
import dev.martlet.platform.http.Response;
import dev.martlet.platform.http.limits.ConcurrencyLimit;
import dev.martlet.platform.http.limits.GracefulShutdown;
import dev.martlet.platform.http.limits.RateLimitSettings;
import dev.martlet.platform.http.limits.UsedLimit;
import dev.martlet.platform.http.problem.Problem;
import dev.martlet.platform.http.problem.ProblemType;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.RequestException;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ListenerConfig;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.Closeable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Sets up the sockets of the process, all alike: bounds on everything a client may send or keep waiting, and a problem for every failure. */
public final class HttpListeners {
    /** Of every request, also where no traces are exported. */
    private static final HeaderName TRACE = HeaderNames.create(Trace.HEADER);
    private static final String PUBLIC = "public";
    private static final String INTERNAL = "internal";
    /** RFC 9112, section 3.2.4. */
    private static final String WHOLE_SERVER = "*";

    private final HttpSettings settings;
    private final WebAccess access;
    private final Authenticator authenticator;
    private final RateLimitSettings rateLimits;
    private final RequestTimers timers;
    /** What is in use of each socket's limits. */
    private final List<Supplier<List<UsedLimit>>> used = new CopyOnWriteArrayList<>();
    private final GracefulShutdown shutdown = new GracefulShutdown();

    public HttpListeners(HttpSettings settings, MeterRegistry meters) {
        this(settings, WebAccess.DEFAULT, Authenticator.NONE, RateLimitSettings.DEFAULT, meters);
    }

    /** @param rateLimits of the public socket */
    public HttpListeners(
            HttpSettings settings, WebAccess access, Authenticator authenticator, RateLimitSettings rateLimits, MeterRegistry meters) {
        this.settings = settings;
        this.access = access;
        this.authenticator = authenticator;
        this.rateLimits = rateLimits;
        this.timers = new RequestTimers(meters);
    }

    /** Sets up the public socket (a {@code WebServerConfig.Builder} is its own default socket). Host, port, name and TLS are the caller's. */
    public void configure(ListenerConfig.BuilderBase<?, ?> socket, Consumer<HttpRouting.Builder> routes) {
        var limits = new RateLimits(rateLimits, timers);
        used.add(limits::used);
        configure(socket, http1(true), access, PUBLIC, Optional.of(limits), this::record, routes);
    }

    /** The same for a socket that pages of other origins are not meant for. */
    public void configureManagement(ListenerConfig.BuilderBase<?, ?> socket, Consumer<HttpRouting.Builder> routes) {
        configure(socket, http1(true), WebAccess.DEFAULT, "management", Optional.empty(), this::follow, routes);
    }

    /** The same for a socket that only other processes of the shop use. Its {@code Host} is looked at in mode loopback only. */
    public void configureInternal(ListenerConfig.BuilderBase<?, ?> socket, Consumer<HttpRouting.Builder> routes) {
        configure(socket, http1(false), WebAccess.DEFAULT, INTERNAL, Optional.empty(), this::join, routes);
    }

    private void configure(
            ListenerConfig.BuilderBase<?, ?> socket,
            Http1Config http1,
            WebAccess cors,
            String port,
            Optional<RateLimits> limits,
            Filter trace,
            Consumer<HttpRouting.Builder> routes) {
        var filter = new Cors(cors);
        socket.maxPayloadSize(RequestBody.LARGEST)
                .maxTcpConnections(settings.connections())
                .idleConnectionTimeout(settings.idleTime())
                .idleConnectionPeriod(period(settings.idleTime()))
                // IoTimeout limits every read within a request, the idle time every one between two: the socket's own limit would only cost more.
                .connectionOptions(options -> options.tcpNoDelay(true).socketKeepAlive(true).readTimeout(Duration.ZERO))
                .protocolsDiscoverServices(false)
                .addConnectionSelector(new StrictHttp1(Http1ConnectionSelector.builder().config(http1).build(), settings.requestTime()))
                .directHandlers(new ProblemDirectHandler(timers, filter).handlers())
                .routing(routing -> route(routing, filter, port, limits, trace, routes));
    }

    /** Registers resources with the time that one request may take. */
    public void register(HttpRouting.Builder routing, Iterable<Resource> resources) {
        resources.forEach(resource -> ResourceHandler.register(routing, resource, timers, settings.requestTime()));
    }

    /**
     * A handler of requests that another process handles: it refuses callers and answers OPTIONS here, as far as is known here.
     *
     * @param path its template
     * @param methods who may use each, as {@link Access#label()} names it; empty for paths that are not known
     */
    public Handler forwarding(String path, Map<String, String> methods, Handler forwarding) {
        return new ForwardedHandler(path, methods, Resource.allowed(methods.keySet()), forwarding, timers, settings.requestTime());
    }

    /**
     * From here on, the request of this thread counts as an event stream and not as a request under way, and the thread is interrupted when the service
     * ends, until the stream is closed. Ends with 503 if there are too many.
     */
    public static Closeable becomeStream() {
        ConcurrencyLimit.becomeStream();
        return GracefulShutdown.stream()::close;
    }

    /** Answers a request whose body is not valid, on behalf of code that reads it as a stream, and closes the connection. */
    public static void refuseUnreadable(ServerRequest request, ServerResponse response, RequestException unreadable) {
        ResponseWriter.sendLast(request, response, Problems.of(unreadable));
    }

    /** What its sockets have answered so far, without what was forwarded. */
    public List<ServedRequests> served() {
        return timers.served();
    }

    /** The limits of its sockets, and what is in use of them. */
    public List<UsedLimit> used() {
        return used.stream().map(Supplier::get).flatMap(List::stream).toList();
    }

    /** Before the web server is stopped: lets requests in flight finish and their connections end with them. */
    public void beginShutdown() {
        shutdown.begin();
    }

    private void route(
            HttpRouting.Builder routing, Cors cors, String port, Optional<RateLimits> limits, Filter trace,
            Consumer<HttpRouting.Builder> routes) {
        var concurrency = new ConcurrencyLimit(settings.requests(), settings.streams());
        used.add(() -> concurrency.used(port));
        routing.addFilter(trace)
                .addFilter(cors)
                .addFilter(new BrowserRules(access, port.equals(INTERNAL), timers))
                .addFilter(new ConcurrencyFilter(concurrency, timers))
                .error(Throwable.class, HttpListeners::fail);
        routes.accept(routing);
        routing.addFilter(new AuthenticationFilter(authenticator, limits, timers));
        limits.ifPresent(routing::addFilter);
        routing.any(this::notFound);
    }

    /** A request without a span: the probes and scrapers of the management port would be most of all traces. */
    private void follow(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        run(Trace.continuing(header(request, Trace.HEADER)), chain, request, response);
    }

    private void record(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        record(Tracing.tracer().receive(RequestSpans.name(request), name -> header(request, name)), chain, request, response);
    }

    /** A trace begins with a request of a user or with a worker, and not with what processes ask each other for an operator. */
    private void join(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        record(Tracing.tracer().join(RequestSpans.name(request), name -> header(request, name)), chain, request, response);
    }

    private void record(Trace trace, FilterChain chain, RoutingRequest request, RoutingResponse response) {
        RequestSpans.describe(trace.recording(), request);
        try {
            run(trace, chain, request, response);
        } finally {
            trace.recording().end();
        }
    }

    /** Several of one name are one list (RFC 9110, section 5.3), so that two of {@code traceparent} are a malformed one. */
    private static Optional<String> header(RoutingRequest request, String name) {
        List<String> values = request.headers().all(name.equals(Trace.HEADER) ? TRACE : HeaderNames.create(name), List::of);
        return values.isEmpty() ? Optional.empty() : Optional.of(values.size() == 1 ? values.getFirst() : String.join(",", values));
    }

    private void run(Trace trace, FilterChain chain, RoutingRequest request, RoutingResponse response) {
        RequestContext.NONE.with(shutdown).with(trace).run(() -> {
            AccessLog.log(request, response, chain::proceed);
            RequestBody.discard(request, settings.requestTime());
        });
        if (shutdown.isShuttingDown() || response.headers().contains(HeaderValues.CONNECTION_CLOSE)) {
            throw new CloseConnectionException("The answer said that it is the last one, which the web server does not see to");
        }
    }

    private void notFound(ServerRequest request, ServerResponse response) {
        long started = System.nanoTime();
        var prologue = request.prologue();
        if (!prologue.method().equals(Method.OPTIONS)) {
            AccessCheck.refuseGuests(Caller.current());
        }
        boolean asksForMethods = prologue.method().equals(Method.OPTIONS) && prologue.uriPath().rawPath().equals(WHOLE_SERVER);
        int status = ResponseWriter.send(request, response, asksForMethods
                ? Response.noContent().with(HeaderNames.ALLOW.defaultCase(), Cors.METHODS)
                : Response.of(Problem.of(ProblemType.NOT_FOUND, "No resource has this path.")));
        timers.record(RequestTimers.OTHER, prologue.method().text(), status, started);
    }

    private static void fail(ServerRequest request, ServerResponse response, Throwable failure) {
        if (failure instanceof CloseConnectionException gone) {
            throw gone;
        }
        ResponseWriter.send(request, response, Problems.answer(failure));
    }

    /** The web server's own check of Host, which refuses HTTP/1.0 without it, is left to {@link ConnectionGuard}. */
    @SuppressWarnings("removal") // the only way to leave the check of Host to ConnectionGuard
    private Http1Config http1(boolean needsHost) {
        return Http1Config.builder()
                .maxPrologueLength(8 * 1024)
                .maxHeadersSize(32 * 1024)
                .validateRequestHeaders(true)
                .validateRequestHostHeader(false)
                .addReceiveListener(new ConnectionGuard(settings.requestTime(), needsHost))
                .addSendListener(new SendRules())
                .build();
    }

    private static Duration period(Duration idleTime) {
        return idleTime.dividedBy(4).compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : idleTime.dividedBy(4);
    }
}
