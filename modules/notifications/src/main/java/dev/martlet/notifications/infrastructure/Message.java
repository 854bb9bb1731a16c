package dev.martlet.notifications.infrastructure;

import dev.martlet.notifications.application.Mail;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;

/** A mail as it goes over the wire (RFC 5322). Its Message-ID comes from the notification, so that sending it again makes no second mail. */
final class Message extends MimeMessage {
    private final String messageId;

    /** @throws jakarta.mail.internet.AddressException if the customer's address is none */
    Message(Session session, String from, Mail mail, Instant now) throws MessagingException {
        super(session);
        messageId = "<" + mail.id() + "@" + from.substring(from.lastIndexOf('@') + 1) + ">";
        setFrom(new InternetAddress(from, true));
        setRecipient(RecipientType.TO, recipient(mail));
        setSubject(oneLine(mail.subject()), StandardCharsets.UTF_8.name());
        setSentDate(Date.from(now));
        setHeader("Auto-Submitted", "auto-generated");
        setText("Hello " + oneLine(mail.name()) + ",\n\n" + mail.text() + "\n", StandardCharsets.UTF_8.name());
        saveChanges();
    }

    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", messageId);
    }

    private static InternetAddress recipient(Mail mail) throws MessagingException {
        var address = new InternetAddress(mail.address(), true);
        try {
            address.setPersonal(oneLine(mail.name()), StandardCharsets.UTF_8.name());
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
        return address;
    }

    /** A line break in a header would start another header. */
    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ").strip();
    }
}
