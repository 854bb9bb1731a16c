package dev.martlet.platform.http.limits;

import dev.martlet.platform.core.settings.Settings;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The reverse proxies whose {@code X-Forwarded-For} is believed. Each proxy appends the address that it was called from, so the client is the rightmost
 * address that is none of them: what stands to the left of it, the client may have written. {@code Forwarded} (RFC 7239) is not read.
 */
public record TrustedProxies(List<Subnet> subnets) {
    /** Nobody is believed: each connection's own address counts. */
    public static final TrustedProxies NONE = new TrustedProxies(List.of());
    private static final int CLIENT_BYTES_OF_IPV6 = 8;

    /** @param server the node {@code server} */
    static TrustedProxies from(Settings server) {
        var subnets = new ArrayList<Subnet>();
        server.optionalText("proxies.trusted").stream().flatMap(text -> Arrays.stream(text.split(","))).forEach(part ->
                Subnet.parse(part.strip()).ifPresentOrElse(subnets::add, () ->
                        server.fault("proxies.trusted", "must be addresses or networks such as 10.0.0.0/8 or 2001:db8::7, separated by commas")));
        return new TrustedProxies(List.copyOf(subnets));
    }

    /**
     * The address that a request is counted for; of IPv6 the first 64 bits, because a customer of a provider has at least as many addresses as the others are
     * for.
     *
     * @param peer the other end of the connection
     * @param forwardedFor the values of {@code X-Forwarded-For}, in the order of the request
     */
    public String client(InetAddress peer, List<String> forwardedFor) {
        InetAddress client = peer;
        List<String> hops = forwardedFor.stream().flatMap(value -> Arrays.stream(value.split(","))).toList().reversed();
        for (String hop : hops) {
            Optional<InetAddress> before = isTrusted(client) ? address(hop.strip()) : Optional.empty();
            if (before.isEmpty()) {
                break;
            }
            client = before.get();
        }
        return text(client);
    }

    /** Whether what the address says of its clients is believed. */
    public boolean isTrusted(InetAddress address) {
        return subnets.stream().anyMatch(subnet -> subnet.contains(address));
    }

    private static String text(InetAddress client) {
        if (!(client instanceof Inet6Address)) {
            return client.getHostAddress();
        }
        byte[] network = Arrays.copyOf(Arrays.copyOf(client.getAddress(), CLIENT_BYTES_OF_IPV6), client.getAddress().length);
        try {
            return InetAddress.getByAddress(network).getHostAddress() + "/64";
        } catch (UnknownHostException wrongLength) {
            throw new IllegalStateException(wrongLength);
        }
    }

    /** Of a hop, with its port or without: {@code 192.0.2.1}, {@code 192.0.2.1:4711}, {@code 2001:db8::1}, {@code [2001:db8::1]:4711}. */
    private static Optional<InetAddress> address(String hop) {
        if (hop.startsWith("[")) {
            return Subnet.literal(hop.substring(1, Math.max(1, hop.indexOf(']'))));
        }
        return Subnet.literal(hop.indexOf(':') == hop.lastIndexOf(':') ? hop.split(":", 2)[0] : hop);
    }

    /**
     * Addresses that begin alike.
     *
     * @param bits so many
     */
    public record Subnet(InetAddress network, int bits) {
        static Optional<Subnet> parse(String text) {
            String[] parts = text.split("/", -1);
            Optional<InetAddress> network = literal(parts[0]);
            int most = network.map(address -> address.getAddress().length * Byte.SIZE).orElse(0);
            if (parts.length == 1) {
                return network.map(address -> new Subnet(address, most));
            }
            boolean isLength = parts.length == 2 && parts[1].matches("[0-9]{1,3}") && Integer.parseInt(parts[1]) <= most;
            return isLength ? network.map(address -> new Subnet(address, Integer.parseInt(parts[1]))) : Optional.empty();
        }

        boolean contains(InetAddress address) {
            byte[] given = address.getAddress();
            byte[] own = network.getAddress();
            if (given.length != own.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> bit % Byte.SIZE;
                if ((given[bit / Byte.SIZE] & mask) != (own[bit / Byte.SIZE] & mask)) {
                    return false;
                }
            }
            return true;
        }

        /** No name is looked up. */
        private static Optional<InetAddress> literal(String text) {
            try {
                return text.isEmpty() ? Optional.empty() : Optional.of(InetAddress.ofLiteral(text));
            } catch (IllegalArgumentException _) {
                return Optional.empty();
            }
        }
    }
}
