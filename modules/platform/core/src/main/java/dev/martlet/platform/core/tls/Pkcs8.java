package dev.martlet.platform.core.tls;

import dev.martlet.platform.core.settings.UnusableFile;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Puts private keys of older forms (RFC 8017, appendix A.1.2; RFC 5915) into PKCS#8 (RFC 5208), which Java reads. */
final class Pkcs8 {
    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;
    /** Of an EC key: the name of its curve. */
    private static final int PARAMETERS = 0xA0;
    private static final byte[] VERSION = {2, 1, 0};
    /** 1.2.840.113549.1.1.1 without parameters. */
    private static final byte[] RSA = {0x30, 0x0D, 6, 9, 0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 0x0D, 1, 1, 1, 5, 0};
    /** 1.2.840.10045.2.1. */
    private static final byte[] EC = {6, 7, 0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 2, 1};

    private Pkcs8() {}

    static byte[] ofRsa(byte[] key) {
        return element(SEQUENCE, VERSION, RSA, element(OCTETS, key));
    }

    static byte[] ofEc(byte[] key) throws UnusableFile {
        return element(SEQUENCE, VERSION, element(SEQUENCE, EC, curve(key)), element(OCTETS, key));
    }

    /** Behind the version and the key itself. */
    private static byte[] curve(byte[] key) throws UnusableFile {
        try {
            int at = content(key, 0);
            at = end(key, at);
            at = end(key, at);
            if ((key[at] & 0xFF) == PARAMETERS) {
                return Arrays.copyOfRange(key, content(key, at), end(key, at));
            }
        } catch (IndexOutOfBoundsException _) {
            // cut off
        }
        throw new UnusableFile("has an EC private key that does not name its curve");
    }

    /** Where the content of the element begins that begins at {@code at}. */
    private static int content(byte[] der, int at) {
        int length = der[at + 1] & 0xFF;
        return at + 2 + (length < 0x80 ? 0 : length - 0x80);
    }

    private static int end(byte[] der, int at) {
        int content = content(der, at);
        int length = der[at + 1] & 0xFF;
        if (length >= 0x80) {
            length = 0;
            for (int i = at + 2; i < content; i++) {
                length = length << 8 | der[i] & 0xFF;
            }
        }
        return content + length;
    }

    /** A value of DER with its tag and length. */
    static byte[] element(int tag, byte[]... parts) {
        var content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        var element = new ByteArrayOutputStream();
        element.write(tag);
        if (content.size() >= 0x100) {
            element.writeBytes(new byte[] {(byte) 0x82, (byte) (content.size() >> 8)});
        } else if (content.size() >= 0x80) {
            element.write(0x81);
        }
        element.write(content.size());
        element.writeBytes(content.toByteArray());
        return element.toByteArray();
    }
}
