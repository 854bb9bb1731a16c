package dev.martlet.platform.calls.remote;

import dev.martlet.platform.calls.CalleeUnreachable;
import dev.martlet.platform.calls.OutcomeUnknown;
import dev.martlet.platform.core.tls.TlsFiles;
import dev.martlet.platform.core.work.Deadline;
import dev.martlet.platform.core.work.TimeLimit;
import dev.martlet.platform.http.server.HttpSettings;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLHandshakeException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.IdleConnectionEvictor;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * The HTTP client between processes: connections are kept alive and bounded, nothing is repeated, followed or unpacked behind the caller's back. A failure
 * says whether the request may have arrived.
 */
public final class RemoteClient implements AutoCloseable {
    private static final int CALLS_TO_ONE = 128;
    private static final int CALLS = 1024;
    /** Longer than an event stream is silent. */
    private static final Timeout PART_OF_A_STREAM = Timeout.ofSeconds(30);
    private static final Timeout CONNECT = Timeout.ofSeconds(1);
    /** Shorter than the server's idle time, so that a connection is rarely closed just when it is used. */
    private static final TimeValue IDLE = TimeValue.ofSeconds(30);
    /** A connection stays with the process that took it, so one that is added behind the same address has its share of the calls after this time. */
    private static final Duration LIFE = Duration.ofMinutes(1);

    /** The single waits, which tell better what went wrong, come first. */
    private static final Duration GRACE = Duration.ofMillis(20);

    private final DnsResolver names;
    private final CloseableHttpClient client;
    private final IdleConnectionEvictor evictor;
    private final Timeout part;

    /** Without certificates of the shop. */
    public RemoteClient() {
        this(LIFE);
    }

    /**
     * For calls, which are short: the limit of the whole is enough, and cheaper than one for each wait.
     *
     * @param tls what this process shows to others and trusts
     */
    public RemoteClient(TlsFiles tls) {
        this(CALLS_TO_ONE, CALLS, Timeout.DISABLED, LIFE, SystemDefaultDnsResolver.INSTANCE, tls);
    }

    /** @param life after which a connection takes no more calls */
    RemoteClient(Duration life) {
        this(CALLS_TO_ONE, CALLS, Timeout.DISABLED, life, SystemDefaultDnsResolver.INSTANCE, TlsFiles.NONE);
    }

    /** @param names in place of the system's */
    RemoteClient(DnsResolver names) {
        this(CALLS_TO_ONE, CALLS, Timeout.DISABLED, LIFE, names, TlsFiles.NONE);
    }

    /** @param part how long the wait for any part of a response may be */
    private RemoteClient(int connectionsToOne, int connections, Timeout part, Duration life, DnsResolver names, TlsFiles tls) {
        this.part = part;
        this.names = new TimeLimitedDnsResolver(names);
        var pool = PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnPerRoute(connectionsToOne)
                .setMaxConnTotal(connections)
                .setDnsResolver(this.names)
                .setTlsSocketStrategy(new ClientTls(tls))
                .setDefaultTlsConfig(TlsConfig.custom().setHandshakeTimeout(CONNECT).build())
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.STRICT)
                .setDefaultSocketConfig(SocketConfig.custom().setTcpNoDelay(true).build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(CONNECT)
                        .setTimeToLive(TimeValue.of(life))
                        .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                        .build())
                .build();
        client = HttpClients.createMinimal(pool);
        evictor = new IdleConnectionEvictor(pool, IDLE);
        evictor.start();
    }

    /**
     * For requests that are forwarded, some of which are event streams and hold a connection for minutes: apart from the calls, and as many as the public
     * port lets in, so that it is there that one too many is refused.
     *
     * @param tls what this process shows to others and trusts
     */
    public static RemoteClient forwarding(HttpSettings settings, TlsFiles tls) {
        int most = settings.requests() + settings.streams();
        return new RemoteClient(most, most, PART_OF_A_STREAM, LIFE, SystemDefaultDnsResolver.INSTANCE, tls);
    }

    /** The addresses that a host has in DNS, looked up for at most a second, as for a call. Empty if that tells none. */
    public List<InetAddress> addresses(String host) {
        try {
            return List.of(names.resolve(host));
        } catch (UnknownHostException _) {
            return List.of();
        }
    }

    /**
     * Sends a request and hands over the response as soon as its headers are there. The caller closes it.
     *
     * @param longest how long the whole exchange may take, until it is closed
     * @throws CalleeUnreachable if no connection came about: nothing has been sent
     * @throws OutcomeUnknown if the request may have arrived
     */
    Exchange send(HttpHost host, HttpUriRequestBase request, Duration longest) {
        // A socket's own timeout begins anew with every byte.
        var end = TimeLimit.of(longest.plus(GRACE), request::cancel);
        try {
            return new Exchange(request, client.executeOpen(host, request, context(longest)), end);
        } catch (ConnectionRequestTimeoutException | ConnectTimeoutException | ConnectException | NoRouteToHostException | UnknownHostException failure) {
            end.close();
            throw new CalleeUnreachable(host + " cannot be reached", failure);
        } catch (SSLHandshakeException failure) {
            end.close();
            throw new CalleeUnreachable(host + " refused the certificate of this process (internal.tls.certificate): " + failure.getMessage(), failure);
        } catch (IOException failure) {
            end.close();
            throw new OutcomeUnknown(host + " did not answer" + hint(host, failure), failure);
        } catch (RuntimeException failure) {
            end.close();
            throw ForwardedBody.isBroken(request) || !request.isCancelled() ? failure : new OutcomeUnknown(host + " did not answer in time", failure);
        }
    }

    /** What an operator may have to change: who refuses a certificate or speaks TLS to a client that does not just closes the connection. */
    private static String hint(HttpHost host, IOException failure) {
        boolean isTls = host.getSchemeName().equals("https");
        if (isTls && failure instanceof SocketException) {
            return "; if it asks for certificates, it may have refused that of this process (internal.tls.certificate)";
        }
        return !isTls && failure instanceof NoHttpResponseException ? "; if its port speaks TLS, its URL has to begin with https" : "";
    }

    /** Gives an exchange whose response has begun more time, from now on. */
    Exchange prolong(Exchange exchange, Duration longest) {
        exchange.end().close();
        var end = TimeLimit.of(longest, exchange.request()::cancel);
        return new Exchange(exchange.request(), exchange.response(), end);
    }

    /** No wait is longer than the whole, also not the one for a connection. */
    @SuppressWarnings("deprecation")
    private HttpClientContext context(Duration longest) {
        var context = HttpClientContext.create();
        context.setRequestConfig(RequestConfig.custom()
                .setConnectionRequestTimeout(Timeout.of(longest))
                .setConnectTimeout(longest.compareTo(CONNECT.toDuration()) < 0 ? Timeout.of(longest) : CONNECT)
                .setResponseTimeout(part)
                .build());
        return context;
    }

    /** The time until the caller's deadline, at least a millisecond: zero would mean no limit. */
    static Duration timeout() {
        var remaining = Deadline.remaining();
        return remaining.toMillis() < 1 ? Duration.ofMillis(1) : remaining;
    }

    @Override
    public void close() {
        evictor.shutdown();
        client.close(org.apache.hc.core5.io.CloseMode.GRACEFUL);
    }
}
