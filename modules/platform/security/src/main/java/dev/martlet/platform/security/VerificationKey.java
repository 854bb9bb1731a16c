package dev.martlet.platform.security;

import com.nimbusds.jose.Algorithm;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;

/**
 * A public key of the issuer, for the one algorithm that it is used with.
 *
 * @param id {@code kid}; empty if the key has none
 * @param algorithm RS256, ES256 or EdDSA
 */
record VerificationKey(Optional<String> id, String algorithm, Check check) {
    private static final int SHORTEST_RSA = 2048;

    /** Whether a signature is that of the key. */
    @FunctionalInterface
    interface Check {
        boolean holds(JWSHeader header, byte[] signed, Base64URL signature) throws JOSEException, GeneralSecurityException;
    }

    /** Empty for a key that signs nothing that is accepted here: for encryption, symmetric, of another algorithm, too short. */
    static Optional<VerificationKey> of(JWK key) throws JOSEException, GeneralSecurityException {
        if (!isForSignatures(key)) {
            return Optional.empty();
        }
        return switch (key) {
            case RSAKey rsa when rsa.size() >= SHORTEST_RSA && isFor(rsa, "RS256") -> of(key, "RS256", new RSASSAVerifier(rsa.toRSAPublicKey()));
            case ECKey ec when ec.getCurve().equals(Curve.P_256) && isFor(ec, "ES256") -> of(key, "ES256", new ECDSAVerifier(ec.toECPublicKey()));
            case OctetKeyPair pair when pair.getCurve().equals(Curve.Ed25519) && isFor(pair, "EdDSA", "Ed25519") ->
                Optional.of(new VerificationKey(id(key), "EdDSA", Ed25519.check(pair.getDecodedX())));
            default -> Optional.empty();
        };
    }

    private static Optional<VerificationKey> of(JWK key, String algorithm, JWSVerifier verifier) {
        return Optional.of(new VerificationKey(id(key), algorithm, verifier::verify));
    }

    private static Optional<String> id(JWK key) {
        return Optional.ofNullable(key.getKeyID());
    }

    private static boolean isForSignatures(JWK key) {
        boolean isUsed = key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE);
        return isUsed && (key.getKeyOperations() == null || key.getKeyOperations().contains(KeyOperation.VERIFY));
    }

    private static boolean isFor(JWK key, String... names) {
        Algorithm named = key.getAlgorithm();
        return named == null || List.of(names).contains(named.getName());
    }
}
