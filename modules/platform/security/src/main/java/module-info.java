/** Bearer tokens and the keys of their issuer. */
module dev.martlet.platform.security {
    requires transitive dev.martlet.platform.core;
    requires transitive dev.martlet.platform.http;
    requires com.nimbusds.jose.jwt;
    requires com.github.benmanes.caffeine;
    requires java.net.http;

    exports dev.martlet.platform.security to dev.martlet.bootstrap;
}
