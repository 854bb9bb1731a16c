package dev.martlet.platform.http.server;

import dev.martlet.platform.core.settings.Settings;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What the HTTP sockets answer to, seen from browsers; the node is {@code server}.
 *
 * @param loopbackOnly whether a {@code Host} that is neither a loopback name nor one of {@code hosts} is refused ({@code security.mode} is loopback)
 * @param hosts {@code server.hosts}: further values of {@code Host} that are served in that mode, each a host or {@code host:port}; default none
 * @param origins {@code server.cors.origins}: origins whose pages may call the REST API, such as {@code https://shop.example.com}; default none
 */
public record WebAccess(boolean loopbackOnly, Set<HostPort> hosts, Set<WebOrigin> origins) {
    /** Every host, and no page of another origin. */
    public static final WebAccess DEFAULT = new WebAccess(false, Set.of(), Set.of());

    /** @param loopbackOnly whether {@code security.mode} is loopback */
    public static WebAccess from(Settings server, boolean loopbackOnly) {
        return new WebAccess(
                loopbackOnly,
                all(server, "hosts", HostPort::parse, "must be hosts such as shop.example.com or shop.example.com:8443, separated by commas"),
                all(server, "cors.origins", WebOrigin::parse, "must be origins such as https://shop.example.com, separated by commas"));
    }

    /** Whether a request with this {@code Host} is served; one without any comes from no browser. */
    boolean serves(Optional<String> host) {
        return !loopbackOnly || host.isEmpty() || HostPort.parse(host.get())
                .filter(named -> named.isLoopback() || hosts.stream().anyMatch(served -> served.covers(named)))
                .isPresent();
    }

    /** Whether pages of this origin may call the REST API. */
    boolean allows(String origin) {
        return WebOrigin.parse(origin).filter(origins::contains).isPresent();
    }

    private static <T> Set<T> all(Settings server, String name, Function<String, Optional<T>> parser, String rule) {
        var all = new LinkedHashSet<T>();
        server.optionalText(name).stream().flatMap(text -> Arrays.stream(text.split(","))).forEach(part ->
                parser.apply(part).ifPresentOrElse(all::add, () -> server.fault(name, rule)));
        return all;
    }
}
