package dev.martlet.platform.http.server;

import dev.martlet.platform.core.context.Caller;
import java.util.List;
import java.util.Optional;

/** Finds out who sends a request. */
@FunctionalInterface
public interface Authenticator {
    /** Where no tokens are used. */
    Authenticator NONE = _ -> Optional.of(Caller.UNRESTRICTED);

    /**
     * Empty if what was sent is no valid token.
     *
     * @param authorization the values of the header {@code Authorization}
     * @throws dev.martlet.platform.core.UnavailableException if that cannot be told at present
     */
    Optional<Caller> caller(List<String> authorization);
}
