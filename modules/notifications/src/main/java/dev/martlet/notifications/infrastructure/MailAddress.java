package dev.martlet.notifications.infrastructure;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A mail address in the form that SMTP accepts: its domain in ASCII (A-labels, RFC 5890), so that only a local part outside ASCII needs SMTPUTF8 (RFC 6531).
 *
 * @param text the address
 * @param needsUtf8 whether its local part is outside ASCII
 */
record MailAddress(String text, boolean needsUtf8) {
    /** IDNA 2003, which the JDK implements, maps these to other letters, and so to another domain than IDNA 2008. */
    private static final Pattern AMBIGUOUS = Pattern.compile("[\u00df\u03c2\u200c\u200d]");

    /** Empty if the text is not an address. */
    static Optional<MailAddress> of(String given) {
        int at = given.lastIndexOf('@');
        if (at < 1 || AMBIGUOUS.matcher(given.substring(at)).find()) {
            return Optional.empty();
        }
        try {
            var address = new InternetAddress(given.substring(0, at) + "@" + domain(given.substring(at + 1)), true).getAddress();
            return Optional.of(new MailAddress(address, !StandardCharsets.US_ASCII.newEncoder().canEncode(address)));
        } catch (AddressException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static String domain(String domain) {
        return domain.startsWith("[") ? domain : IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES);
    }
}
