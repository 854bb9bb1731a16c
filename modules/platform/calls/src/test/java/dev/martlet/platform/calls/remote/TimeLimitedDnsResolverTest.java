package dev.martlet.platform.calls.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the addresses of other processes are found. */
class TimeLimitedDnsResolverTest {
    private final TimeLimitedDnsResolver names = new TimeLimitedDnsResolver(new NoNames());

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "10.1.2.3", "::1", "fe80:0:0:0:0:0:0:1"})
    void anAddressIsNotLookedUp(String address) throws UnknownHostException {
        assertThat(names.resolve(address)).containsExactly(InetAddress.ofLiteral(address));
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders", "1.example", "127.0.0.1.example"})
    void aNameIsLookedUp(String name) {
        assertThatExceptionOfType(UnknownHostException.class).isThrownBy(() -> names.resolve(name)).withMessage(name);
    }

    /** Name servers that know no name. */
    private static final class NoNames implements DnsResolver {
        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            throw new UnknownHostException(host);
        }

        @Override
        public String resolveCanonicalHostname(String host) throws UnknownHostException {
            throw new UnknownHostException(host);
        }
    }
}
