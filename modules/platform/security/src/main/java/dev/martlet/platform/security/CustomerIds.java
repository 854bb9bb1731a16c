package dev.martlet.platform.security;

import dev.martlet.platform.core.json.CanonicalId;
import dev.martlet.platform.http.EntityTag;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** The ids of customers whom an issuer names. */
final class CustomerIds {
    private static final long VERSION_8 = 0x8000L;
    private static final long VERSION_MASK = 0xFFFF_FFFF_FFFF_0FFFL;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long VARIANT_MASK = 0x3FFF_FFFF_FFFF_FFFFL;

    private CustomerIds() {}

    /** A name that is a UUID is the id itself; any other gives a UUID of version 8 (RFC 9562, section 5.8), the same in each process and for ever. */
    static UUID of(String issuer, String name) {
        return CanonicalId.parse(name).orElseGet(() -> hashed(issuer, name));
    }

    private static UUID hashed(String issuer, String name) {
        var hash = ByteBuffer.wrap(EntityTag.sha256((issuer + "\n" + name).getBytes(StandardCharsets.UTF_8)));
        return new UUID(hash.getLong() & VERSION_MASK | VERSION_8, hash.getLong() & VARIANT_MASK | VARIANT);
    }
}
