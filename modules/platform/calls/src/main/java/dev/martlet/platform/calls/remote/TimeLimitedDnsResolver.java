package dev.martlet.platform.calls.remote;

import dev.martlet.platform.core.work.Deadline;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Looks up addresses, but waits no longer for them than a call may take: where name servers do not answer, the system itself goes on asking for half a minute,
 * and cannot be interrupted. One thread at a time resolves a host.
 */
final class TimeLimitedDnsResolver implements DnsResolver {
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private final DnsResolver system;
    private final Map<String, CompletableFuture<InetAddress[]>> lookups = new ConcurrentHashMap<>();

    TimeLimitedDnsResolver(DnsResolver system) {
        this.system = system;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        var address = literal(host);
        return address.isPresent() ? new InetAddress[] {address.get()} : lookUp(host);
    }

    private InetAddress[] lookUp(String host) throws UnknownHostException {
        long timeout = Math.max(1, Deadline.atMost(LONGEST).toMillis());
        try {
            return lookups.computeIfAbsent(host, this::start).get(timeout, TimeUnit.MILLISECONDS);
        } catch (ExecutionException failure) {
            throw unknown(host, failure.getCause());
        } catch (TimeoutException late) {
            throw unknown(host + ": no answer within " + timeout + " ms", late);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw unknown(host, stopped);
        }
    }

    /** Not used by this client. */
    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return system.resolveCanonicalHostname(host);
    }

    private CompletableFuture<InetAddress[]> start(String host) {
        return CompletableFuture.supplyAsync(() -> resolveByName(host), Thread::startVirtualThread);
    }

    /** Not cached here: the system has a cache of its own. */
    private InetAddress[] resolveByName(String host) {
        try {
            return system.resolve(host);
        } catch (UnknownHostException failure) {
            throw new CompletionException(failure);
        } finally {
            lookups.remove(host);
        }
    }

    /** An address, which needs no wait for another thread. */
    private static Optional<InetAddress> literal(String host) {
        try {
            return Optional.of(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static UnknownHostException unknown(String what, Throwable cause) {
        var failure = new UnknownHostException(what);
        failure.initCause(cause);
        return failure;
    }
}
