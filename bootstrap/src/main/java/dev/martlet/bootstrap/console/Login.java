package dev.martlet.bootstrap.console;

import java.util.Optional;

/**
 * What everyone may know before signing in.
 *
 * @param mode {@code security.mode}
 * @param issuer where to sign in; empty unless {@code security.console.client} is set
 * @param clientId {@code security.console.client}: a public client that the issuer knows
 */
public record Login(String mode, String instance, String version, Optional<String> issuer, Optional<String> clientId) {}
