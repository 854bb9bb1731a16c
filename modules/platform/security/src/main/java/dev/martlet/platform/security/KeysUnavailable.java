package dev.martlet.platform.security;

import dev.martlet.platform.core.UnavailableException;

/** The issuer's key set has not been read yet, so that no token can be verified. */
final class KeysUnavailable extends UnavailableException {
    private static final long serialVersionUID = 1;

    KeysUnavailable() {
        super("the key set of security.jwt.jwks is not known yet");
    }
}
