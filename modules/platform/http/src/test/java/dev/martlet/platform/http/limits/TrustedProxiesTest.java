package dev.martlet.platform.http.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.platform.core.settings.ConfigErrors;
import dev.martlet.platform.core.settings.Settings;
import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {
    private static final String TRUSTED = "10.0.0.0/8, 192.0.2.7, 2001:db8:aaaa::/48";

    /** Several values of the header are separated by |. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', nullValues = "-", value = {
        "203.0.113.9;    -;                                      203.0.113.9",
        "203.0.113.9;    198.51.100.1;                           203.0.113.9",
        "10.1.2.3;       -;                                      10.1.2.3",
        "10.1.2.3;       198.51.100.1;                           198.51.100.1",
        "10.1.2.3;       1.1.1.1, 198.51.100.1;                  198.51.100.1",
        "10.1.2.3;       1.1.1.1, 198.51.100.1, 192.0.2.7;       198.51.100.1",
        "10.1.2.3;       1.1.1.1|198.51.100.1|10.9.9.9;          198.51.100.1",
        "10.1.2.3;       10.4.4.4, 10.5.5.5;                     10.4.4.4",
        "10.1.2.3;       198.51.100.1, unknown;                  10.1.2.3",
        "10.1.2.3;       198.51.100.1, 'x y', 10.5.5.5;          10.5.5.5",
        "10.1.2.3;       198.51.100.1:4711;                      198.51.100.1",
        "10.1.2.3;       [2001:db8:1:2:3::4]:4711;               2001:db8:1:2:0:0:0:0/64",
        "10.1.2.3;       2001:db8:1:2:3::4;                      2001:db8:1:2:0:0:0:0/64",
        "10.1.2.3;       ::ffff:198.51.100.1;                    198.51.100.1",
        "10.1.2.3;       [;                                      10.1.2.3",
        "10.1.2.3;       ',,';                                   10.1.2.3",
        "2001:db8:aaaa:1::2; 2001:db8:bbbb::1;                   2001:db8:bbbb:0:0:0:0:0/64",
        "2001:db8:bbbb::1; 198.51.100.1;                         2001:db8:bbbb:0:0:0:0:0/64",
        "::ffff:10.1.2.3; 198.51.100.1;                          198.51.100.1",
        "192.0.2.8;      198.51.100.1;                           192.0.2.8"
    })
    void theClientIsTheRightmostAddressThatIsNoTrustedProxy(String peer, String forwardedFor, String client) {
        var values = forwardedFor == null ? new String[0] : forwardedFor.split("\\|");
        assertThat(proxies(TRUSTED).client(InetAddress.ofLiteral(peer), Arrays.asList(values))).isEqualTo(client);
    }

    @Test
    void allOfIpv4MayBeTrusted() {
        assertThat(proxies("0.0.0.0/0").client(InetAddress.ofLiteral("203.0.113.9"), Arrays.asList("198.51.100.1"))).isEqualTo("198.51.100.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy.example.com", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/8/8", "2001:db8::/129", "10.0.0.1,,10.0.0.2", "localhost"})
    void whatIsNoNetworkIsAFault(String text) {
        var faults = new ConfigErrors();
        TrustedProxies.from(settings(text, faults));
        assertThat(faults.lines()).singleElement().asString().startsWith("server.proxies.trusted: must be addresses");
    }

    private static TrustedProxies proxies(String text) {
        var faults = new ConfigErrors();
        TrustedProxies proxies = TrustedProxies.from(settings(text, faults));
        assertThat(faults.isEmpty()).isTrue();
        return proxies;
    }

    private static Settings settings(String text, ConfigErrors faults) {
        return Settings.root(Config.just(ConfigSources.create(Map.of("server.proxies.trusted", text))), faults).node("server");
    }
}
