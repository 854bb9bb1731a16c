package dev.martlet.customers.domain;

import java.util.regex.Pattern;

/**
 * The syntax of an email address: a dot-atom before the @ (RFC 5322, section 3.4.1), a host name with a dot after it (RFC 1123, section 2.1), within
 * the lengths of RFC 5321, section 4.5.3.1. Quoted local parts and address literals are not valid. Only ASCII, so that a comparison that ignores case has
 * one result.
 */
public final class EmailSyntax {
    /** The violation that clients receive. */
    public static final String RULE = "must be an email address such as ada@example.org, of at most 254 ASCII characters";

    private static final int MAX_LENGTH = 254;
    private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
    private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    private static final Pattern ADDRESS = Pattern.compile("(?=[^@]{1,64}@)" + ATOM + "(?:\\." + ATOM + ")*+@" + LABEL + "(?:\\." + LABEL + ")++");

    private EmailSyntax() {}

    public static boolean isValid(String text) {
        return text.length() <= MAX_LENGTH && ADDRESS.matcher(text).matches();
    }
}
