package dev.martlet.platform.http;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** A strong ETag (RFC 9110, section 8.8.3): a hash of the representation, so that it needs no column and no two processes disagree. */
public final class EntityTag {
    private static final Pattern TAG = Pattern.compile("\\G[ \\t,]*((?:W/)?\"[\\x21\\x23-\\x7e\\x80-\\xff]*\")[ \\t]*(?=,|$)");

    private static final Pattern CODED = Pattern.compile("-(?:gzip|br|zstd|deflate)\"$");

    private EntityTag() {}

    public static String of(byte[] representation) {
        byte[] hash = sha256(representation);
        return "\"" + Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, 16)) + "\"";
    }

    /** The tag of the same representation in the coding gzip. */
    public static String zipped(String tag) {
        return tag.substring(0, tag.length() - 1) + "-gzip\"";
    }

    /**
     * Whether {@code If-Match} or {@code If-None-Match} names this tag. A tag that a proxy has made weak, or that it or this process has marked as that of a
     * compressed representation, counts as the plain one: all tags of a resource change together.
     */
    public static boolean isNamed(List<String> header, String tag) {
        return header.stream().anyMatch(value -> value.strip().equals("*") || tags(value).stream().map(EntityTag::plain).anyMatch(plain(tag)::equals));
    }

    private static String plain(String tag) {
        return CODED.matcher(tag.startsWith("W/") ? tag.substring(2) : tag).replaceFirst("\"");
    }

    private static List<String> tags(String value) {
        return TAG.matcher(value).results().map(result -> result.group(1)).toList();
    }

    public static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
