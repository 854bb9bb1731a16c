package dev.martlet.kernel.http;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** A strong ETag (RFC 9110, section 8.8.3): a hash of the representation, so that it needs no column and no two processes disagree. */
final class EntityTag {
    private static final Pattern TAG = Pattern.compile("\\G[ \\t,]*((?:W/)?\"[\\x21\\x23-\\x7e\\x80-\\xff]*\")[ \\t]*(?=,|$)");

    private EntityTag() {}

    static String of(byte[] representation) {
        byte[] hash = sha256(representation);
        return "\"" + Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, 16)) + "\"";
    }

    /** {@code If-None-Match}: weak comparison. */
    static boolean noneMatchNames(List<String> header, String tag) {
        return header.stream().anyMatch(value -> value.strip().equals("*") || tags(value).stream().map(EntityTag::opaque).anyMatch(tag::equals));
    }

    /** {@code If-Match}: strong comparison, so a weak tag never matches. */
    static boolean matchNames(List<String> header, String tag) {
        return header.stream().anyMatch(value -> value.strip().equals("*") || tags(value).contains(tag));
    }

    private static String opaque(String tag) {
        return tag.startsWith("W/") ? tag.substring(2) : tag;
    }

    private static List<String> tags(String value) {
        return TAG.matcher(value).results().map(result -> result.group(1)).toList();
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
