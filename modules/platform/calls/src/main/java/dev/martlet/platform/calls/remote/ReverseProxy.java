package dev.martlet.platform.calls.remote;

import dev.martlet.platform.calls.CallFailure;
import dev.martlet.platform.calls.CallRejected;
import dev.martlet.platform.calls.OutcomeUnknown;
import dev.martlet.platform.core.context.Trace;
import dev.martlet.platform.http.limits.TimeLimitedInputStream;
import dev.martlet.platform.http.limits.TimeLimitedOutputStream;
import dev.martlet.platform.http.problem.Problem;
import dev.martlet.platform.http.problem.ProblemException;
import dev.martlet.platform.http.server.HttpListeners;
import io.helidon.common.buffers.DataReader;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;

/** Answers public routes of a module that runs elsewhere: the request goes there and the response comes back, both as streams. */
public final class ReverseProxy implements Handler {
    private static final Logger LOG = System.getLogger(ReverseProxy.class.getName());
    private static final Duration LONGEST_READ = Duration.ofSeconds(5);
    /** For the way there and back, beyond the time that the module itself takes at most. */
    private static final Duration MARGIN = Duration.ofSeconds(2);
    private static final Duration AT_ONCE = Duration.ofSeconds(1);
    /** Also of an event stream: its clients come again. */
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Set<Method> READS = Set.of(Method.GET, Method.HEAD, Method.OPTIONS);
    private static final URI ROOT = URI.create("/");
    private static final String EVENT_STREAM = "text/event-stream";
    /** RFC 9110, section 7.6.1, and what this client sets itself. */
    private static final Set<String> HOP_BY_HOP = Set.of("connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "proxy-connection",
            "te", "trailer", "transfer-encoding", "upgrade", "host", "content-length", "expect", "martlet-internal", "martlet-forwarded", Trace.HEADER);
    private static final HeaderName FORWARDED = HeaderNames.create("Martlet-Forwarded");
    private static final int PIECE = 8 * 1024;

    private final RemoteClient client;
    private final String module;
    private final HttpHost host;
    private final String prefix;
    private final InternalSecrets secrets;
    private final ProxyTimers timers;
    private final Semaphore permits;
    private final Duration longestChange;

    /**
     * @param base the internal base URL of the process that runs the module
     * @param permits how many requests may wait for an answer of the module: should it hang, the others of the public port are for everybody else
     * @param deadline the time within which the module answers a request that changes something; a read is waited for 5 s
     */
    public ReverseProxy(
            RemoteClient client, String module, URI base, InternalSecrets secrets, int permits, Duration deadline, MeterRegistry meters) {
        this.client = client;
        this.module = module;
        this.host = HttpHost.create(base);
        this.prefix = base.getRawPath();
        this.secrets = secrets;
        this.timers = new ProxyTimers(module, meters);
        this.permits = new Semaphore(permits);
        this.longestChange = deadline.plus(MARGIN);
    }

    /** Answers for a module that is neither here nor known to be anywhere else. */
    public static Handler nowhere(String module) {
        return (_, _) -> {
            throw new ProblemException(ProxyProblems.unavailable(module));
        };
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        long started = System.nanoTime();
        try (var exchange = answered(request, started)) {
            timers.record(exchange.response().getCode(), started);
            respond(request, exchange.response(), response);
        } catch (CallFailure failure) {
            Problem problem = ProxyProblems.of(failure, module);
            timers.record(problem.status(), started);
            LOG.log(Level.WARNING, () -> problem.instance() + " " + failure);
            throw new ProblemException(problem);
        } catch (RequestException unreadable) {
            timers.record(unreadable.status().code(), started);
            HttpListeners.refuseUnreadable(request, response, unreadable);
        } catch (IOException broken) {
            throw new CloseConnectionException("A forwarded response ends unfinished, so that its client sees that it did", broken);
        } catch (UncheckedIOException | DataReader.InsufficientDataAvailableException gone) {
            throw new CloseConnectionException("The client has gone", gone);
        }
    }

    /** A request that was forwarded before would loop: the URL of the module is that of a process which does not run it. */
    private Exchange answered(ServerRequest request, long started) {
        if (request.headers().contains(FORWARDED) || !permits.tryAcquire()) {
            throw new CallRejected(module + " was not called");
        }
        try {
            return checked(open(request, started));
        } finally {
            permits.release();
        }
    }

    /** That this process does not know the other one's secret is not the client's fault. */
    private static Exchange checked(Exchange exchange) {
        var wanted = exchange.response().getFirstHeader("WWW-Authenticate");
        if (exchange.response().getCode() == 401 && wanted != null && wanted.getValue().equals(InternalHeaders.SECRET)) {
            exchange.close();
            LOG.log(Level.ERROR, exchange.request().getAuthority() + " does not know security.internal.token of this process");
            throw new CallRejected("the secret is another one");
        }
        return exchange;
    }

    /** What only reads is sent once more where the connection broke: a process that was started anew leaves many of them behind. */
    private Exchange open(ServerRequest request, long started) {
        try {
            return send(request, longest(request));
        } catch (OutcomeUnknown lost) {
            var passed = Duration.ofNanos(System.nanoTime() - started);
            if (passed.compareTo(AT_ONCE) > 0 || !isRead(request) || request.content().hasEntity()) {
                throw lost;
            }
            return send(request, LONGEST_READ.minus(passed));
        }
    }

    private Exchange send(ServerRequest request, Duration longest) {
        HttpUriRequestBase forwarded = request(request);
        return client.prolong(ClientSpans.untilAnswered(host, forwarded, () -> client.send(host, forwarded, longest)), LONGEST);
    }

    private Duration longest(ServerRequest request) {
        return isRead(request) ? LONGEST_READ : longestChange;
    }

    private static boolean isRead(ServerRequest request) {
        return READS.contains(request.prologue().method());
    }

    private HttpUriRequestBase request(ServerRequest request) {
        var forwarded = new HttpUriRequestBase(request.prologue().method().text(), ROOT);
        forwarded.setPath(prefix + target(request));
        var dropped = dropped(request.headers().values(HeaderNames.CONNECTION).toString());
        for (Header header : request.headers()) {
            if (!dropped.contains(header.headerName().lowerCase())) {
                header.allValues().forEach(value -> forwarded.addHeader(header.name(), value));
            }
        }
        forwarded.setHeader(FORWARDED.defaultCase(), "1");
        secrets.first().ifPresent(value -> forwarded.setHeader(InternalHeaders.SECRET, value));
        if (request.content().hasEntity()) {
            long length = request.headers().contentLength().orElse(-1);
            forwarded.setEntity(new ForwardedBody(forwarded, new TimeLimitedInputStream(request.content().inputStream(), longest(request)), length));
        }
        return forwarded;
    }

    /** The path and query as they were sent. */
    private static String target(ServerRequest request) {
        String query = request.prologue().query().rawValue();
        return request.path().absolute().rawPath() + (query.isEmpty() ? "" : "?" + query);
    }

    private void respond(ServerRequest request, ClassicHttpResponse answer, ServerResponse response) throws IOException {
        head(answer, response);
        if (answer.getEntity() == null || answer.getCode() == 204 || answer.getCode() == 304) {
            if (request.prologue().method().equals(Method.HEAD)) {
                Optional.ofNullable(answer.getFirstHeader("Content-Length")).ifPresent(length -> response.contentLength(Long.parseLong(length.getValue())));
            }
            response.send();
            return;
        }
        boolean streams = String.valueOf(answer.getEntity().getContentType()).startsWith(EVENT_STREAM);
        long length = answer.getEntity().getContentLength();
        if (!streams && length >= 0 && length <= PIECE) {
            response.send(answer.getEntity().getContent().readAllBytes());
            return;
        }
        if (streams) {
            try (var _ = HttpListeners.becomeStream()) {
                copy(answer, new TimeLimitedOutputStream(response.outputStream()), true);
            }
            return;
        }
        if (length >= 0) {
            response.contentLength(length);
        }
        copy(answer, new TimeLimitedOutputStream(response.outputStream()), false);
    }

    private static void head(ClassicHttpResponse answer, ServerResponse response) {
        response.status(Status.create(answer.getCode()));
        var dropped = dropped(Arrays.toString(answer.getHeaders("Connection")));
        for (var header : answer.getHeaders()) {
            if (!dropped.contains(header.getName().toLowerCase(Locale.ROOT))) {
                response.headers().add(HeaderNames.create(header.getName()), header.getValue());
            }
        }
    }

    /** What is read is written before more is read, so that a slow client slows the sender; pieces of an event stream are flushed as they come. */
    private static void copy(ClassicHttpResponse answer, OutputStream out, boolean flushed) throws IOException {
        byte[] piece = new byte[PIECE];
        var in = answer.getEntity().getContent();
        for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
            out.write(piece, 0, read);
            if (flushed) {
                out.flush();
            }
        }
        out.close();
    }

    private static Set<String> dropped(String connection) {
        var names = new HashSet<>(HOP_BY_HOP);
        Arrays.stream(connection.split("[^A-Za-z0-9-]+")).map(name -> name.toLowerCase(Locale.ROOT)).forEach(names::add);
        return names;
    }
}
