package dev.martlet.notifications.infrastructure;

import dev.martlet.notifications.domain.Mail;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Date;
import java.util.StringJoiner;

/**
 * A mail as it is sent (RFC 5322): names and subject as encoded words (RFC 2047) and the text in a 7-bit encoding, so that every server on the way can accept
 * it. Its Message-ID and Date come from the notification, so that every attempt sends the same mail.
 */
final class MailMessage extends MimeMessage {
    /** An encoded word has at most 75 characters (RFC 2047, section 2); 45 bytes are 60 characters in Base64. */
    private static final int WORD_LENGTH = 45;

    private final String messageId;

    MailMessage(Session session, MailAddress from, MailAddress to, Mail mail) throws MessagingException {
        super(session);
        messageId = "<" + mail.id() + "@" + from.text().substring(from.text().lastIndexOf('@') + 1) + ">";
        setFrom(new InternetAddress(from.text(), true));
        setRecipient(RecipientType.TO, recipient(to, mail.name()));
        setSubject(oneLine(mail.subject()), StandardCharsets.UTF_8.name());
        setSentDate(Date.from(mail.createdAt()));
        setHeader("Auto-Submitted", "auto-generated");
        setText("Hello " + oneLine(mail.name()) + ",\n\n" + mail.text() + "\n", StandardCharsets.UTF_8.name());
        saveChanges();
    }

    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", messageId);
    }

    private static InternetAddress recipient(MailAddress to, String name) throws MessagingException {
        var address = new InternetAddress(to.text(), true);
        try {
            address.setPersonal(encoded(oneLine(name)), StandardCharsets.UTF_8.name());
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
        return address;
    }

    /** Encodes text that looks like an encoded word, because the recipient would decode it. Returns other text unchanged. */
    private static String encoded(String name) {
        return name.contains("=?") && StandardCharsets.US_ASCII.newEncoder().canEncode(name) ? words(name) : name;
    }

    private static String words(String ascii) {
        var words = new StringJoiner(" ");
        for (int at = 0; at < ascii.length(); at += WORD_LENGTH) {
            byte[] part = ascii.substring(at, Math.min(at + WORD_LENGTH, ascii.length())).getBytes(StandardCharsets.US_ASCII);
            words.add("=?UTF-8?B?" + Base64.getEncoder().encodeToString(part) + "?=");
        }
        return words.toString();
    }

    /** A line break would start another header. */
    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\u0085\u2028\u2029]+", " ").strip();
    }
}
