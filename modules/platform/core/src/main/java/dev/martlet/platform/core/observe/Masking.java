package dev.martlet.platform.core.observe;

import java.util.regex.Pattern;

/** Keeps personal data and secrets out of the log, wherever a message has them from: a mail server's reply, a library, a driver. */
final class Masking {
    /** With a dot or localhost behind the @: what Java prints of an object ({@code Connection@3f2a}) is none. */
    private static final Pattern MAIL_ADDRESS = Pattern.compile(
            "[^\\s<>()\\[\\]\"',;:=@]{1,64}@(?:localhost\\b|(?:[\\p{L}\\p{N}-]{1,63}\\.){1,10}\\p{L}[\\p{L}\\p{N}-]{1,62})");
    private static final Pattern SECRET = Pattern.compile("(?i)\\b(bearer|basic) +[A-Za-z0-9._~+/=-]{6,}|(password|secret|token)=[^\\s&,;)\"']+");

    private Masking() {}

    static String masked(String text) {
        String masked = text.indexOf('@') < 0 ? text : MAIL_ADDRESS.matcher(text).replaceAll("<mail address>");
        return masked.indexOf('=') < 0 && masked.indexOf("earer") < 0 && masked.indexOf("asic") < 0
                ? masked
                : SECRET.matcher(masked).replaceAll(found -> found.group(1) == null ? found.group(2) + "=***" : found.group(1) + " ***");
    }
}
