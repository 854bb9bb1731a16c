package dev.martlet.bootstrap;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.stream.Stream;

/**
 * Looks up names as the system does, but addresses only if they are of this machine. The web server asks for the name of each client that connects with TLS,
 * and uses it for nothing; whoever owns the client's address could let that take as long as he likes, on the few threads that all connections share.
 */
public final class LocalNames extends InetAddressResolverProvider {
    @Override
    public InetAddressResolver get(Configuration system) {
        return over(system.builtinResolver());
    }

    /** @param system that knows everything */
    public static InetAddressResolver over(InetAddressResolver system) {
        return new Resolver(system);
    }

    @Override
    public String name() {
        return "names of this machine";
    }

    private record Resolver(InetAddressResolver system) implements InetAddressResolver {
        @Override
        public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) throws UnknownHostException {
            return system.lookupByName(host, policy);
        }

        @Override
        public String lookupByAddress(byte[] address) throws UnknownHostException {
            if (!isOfThisMachine(InetAddress.getByAddress(address))) {
                throw new UnknownHostException();
            }
            return system.lookupByAddress(address);
        }

        private static boolean isOfThisMachine(InetAddress address) {
            try {
                return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
            } catch (SocketException _) {
                return false;
            }
        }
    }
}
