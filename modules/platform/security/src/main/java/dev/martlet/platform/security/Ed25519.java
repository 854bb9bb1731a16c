package dev.martlet.platform.security;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/** Signatures of Ed25519 (RFC 8037) as the JDK checks them. */
final class Ed25519 {
    private static final String NAME = "Ed25519";
    private static final int LENGTH = 32;
    /** What stands before the 32 bytes in a SubjectPublicKeyInfo (RFC 8410, section 4). */
    private static final byte[] PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private Ed25519() {}

    /** @param publicKey 32 bytes, as a JWK has them in {@code x} */
    static VerificationKey.Check check(byte[] publicKey) throws GeneralSecurityException {
        PublicKey key = key(publicKey);
        return (_, signed, signature) -> {
            var verifier = Signature.getInstance(NAME);
            verifier.initVerify(key);
            verifier.update(signed);
            return verifier.verify(signature.decode());
        };
    }

    private static PublicKey key(byte[] publicKey) throws GeneralSecurityException {
        if (publicKey.length != LENGTH) {
            throw new GeneralSecurityException("a key of Ed25519 has 32 bytes");
        }
        byte[] encoded = new byte[PREFIX.length + LENGTH];
        System.arraycopy(PREFIX, 0, encoded, 0, PREFIX.length);
        System.arraycopy(publicKey, 0, encoded, PREFIX.length, LENGTH);
        return KeyFactory.getInstance(NAME).generatePublic(new X509EncodedKeySpec(encoded));
    }
}
