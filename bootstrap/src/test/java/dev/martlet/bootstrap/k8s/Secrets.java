package dev.martlet.bootstrap.k8s;

import dev.martlet.platform.core.tls.Certificates;
import java.util.Map;

/** The Secrets that an operator makes before anything else; k8s/README.md says how. */
final class Secrets {
    private static final Map<String, Map<String, String>> ALL = Map.of(
            "martlet-database", Map.of("url", "jdbc:postgresql://martlet-postgres-rw:5432/martlet", "username", "martlet", "password", "secret"),
            "martlet-internal", Map.of("token", "a-token-of-the-shop-s-own-processes"));

    /** What cert-manager puts into those that it makes. */
    private static final Map<String, String> CERTIFICATE = certificate();

    private Secrets() {}

    static String value(String secret, String key) {
        if (secret.endsWith("-tls") && CERTIFICATE.containsKey(key)) {
            return CERTIFICATE.get(key);
        }
        if (!ALL.containsKey(secret) || !ALL.get(secret).containsKey(key)) {
            throw new AssertionError("no step creates a Secret " + secret + " with a key " + key);
        }
        return ALL.get(secret).get(key);
    }

    private static Map<String, String> certificate() {
        var authority = new Certificates("authority");
        var issued = authority.issue("martlet-internal");
        return Map.of("tls.crt", issued.certificate(), "tls.key", issued.key(), "ca.crt", authority.pem());
    }
}
