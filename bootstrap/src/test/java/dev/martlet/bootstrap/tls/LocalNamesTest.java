package dev.martlet.bootstrap.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.martlet.bootstrap.LocalNames;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolver.LookupPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LocalNamesTest {
    private final List<InetAddress> asked = new ArrayList<>();

    @Test
    void noNameServerIsAskedForTheNameOfAnotherMachine() throws UnknownHostException {
        InetAddressResolver names = LocalNames.over(new Recording());
        for (String address : List.of("192.0.2.1", "2001:db8::1")) {
            byte[] other = InetAddress.ofLiteral(address).getAddress();
            assertThat(catchThrowable(() -> names.lookupByAddress(other))).isInstanceOf(UnknownHostException.class);
        }
        assertThat(asked).isEmpty();
        assertThat(names.lookupByAddress(InetAddress.getLoopbackAddress().getAddress())).isEqualTo("a name");
        assertThat(names.lookupByName("a name", LookupPolicy.of(LookupPolicy.IPV4))).isNotEmpty();
    }

    /** It is the one that the program uses. */
    @Test
    void anAddressOfAnotherMachineHasNoName() {
        assertThat(InetAddress.ofLiteral("192.0.2.1").getHostName()).isEqualTo("192.0.2.1");
        assertThat(InetAddress.ofLiteral("127.0.0.1").getHostName()).isEqualTo("localhost");
    }

    private final class Recording implements InetAddressResolver {
        @Override
        public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) {
            return Stream.of(InetAddress.getLoopbackAddress());
        }

        @Override
        public String lookupByAddress(byte[] address) throws UnknownHostException {
            asked.add(InetAddress.getByAddress(address));
            return "a name";
        }
    }
}
