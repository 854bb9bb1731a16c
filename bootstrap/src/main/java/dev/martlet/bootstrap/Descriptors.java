package dev.martlet.bootstrap;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.martlet.platform.http.server.HttpSettings;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;

/**
 * Fits the connections of the three ports into the limit of file descriptors. The web server ends a listener for good when it cannot accept a connection for
 * want of a descriptor, so that point must not be reached.
 */
public final class Descriptors {
    private static final Logger LOG = System.getLogger(Descriptors.class.getName());
    private static final int PORTS = 3;
    /** The files of the program and of the JVM (about 110), and connections to other processes. */
    private static final int OTHERS = 256;
    private static final int FEWEST_CONNECTIONS = 8;

    private Descriptors() {}

    /** The settings themselves or, with a warning, with as many connections as fit. */
    public static HttpSettings fit(HttpSettings settings, int databaseConnections) {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? fit(settings, databaseConnections, unix.getMaxFileDescriptorCount())
                : settings;
    }

    public static HttpSettings fit(HttpSettings settings, int databaseConnections, long limit) {
        long needed = (long) PORTS * settings.connections() + databaseConnections + OTHERS;
        if (limit <= 0 || needed <= limit) {
            return settings;
        }
        int fitting = (int) Math.max(FEWEST_CONNECTIONS, (limit - databaseConnections - OTHERS) / PORTS);
        int accepted = Math.min(settings.connections(), fitting);
        LOG.log(Level.WARNING, () -> "The limit of file descriptors (ulimit -n) is " + limit + ", but server.connections.max " + settings.connections()
                + " on " + PORTS + " ports, " + databaseConnections + " database connections and " + OTHERS + " others need " + needed
                + ": each port accepts " + accepted + " connections");
        return settings.withConnections(accepted);
    }
}
