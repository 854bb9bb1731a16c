package dev.martlet.notifications.infrastructure;

import dev.martlet.notifications.application.Mail;
import dev.martlet.notifications.application.Mailer;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import java.time.Clock;
import java.util.Optional;
import java.util.Properties;

/** Sends mail over SMTP (RFC 5321), encrypted when the server offers STARTTLS (RFC 3207). */
public final class SmtpMailer implements Mailer {
    private final SmtpSettings settings;
    private final Session session;
    private final Clock clock;
    private Optional<Transport> connection = Optional.empty();

    public SmtpMailer(SmtpSettings settings, Clock clock) {
        this.settings = settings;
        this.session = Session.getInstance(properties(settings));
        this.clock = clock;
    }

    private static Properties properties(SmtpSettings settings) {
        String timeout = Long.toString(settings.timeout().toMillis());
        var properties = new Properties();
        properties.setProperty("mail.smtp.connectiontimeout", timeout);
        properties.setProperty("mail.smtp.timeout", timeout);
        properties.setProperty("mail.smtp.writetimeout", timeout);
        properties.setProperty("mail.smtp.starttls.enable", "true");
        properties.setProperty("mail.smtp.starttls.required", Boolean.toString(settings.starttls() == SmtpSettings.Starttls.REQUIRED));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        properties.setProperty("mail.smtp.auth", Boolean.toString(settings.username().isPresent()));
        properties.setProperty("mail.mime.allowutf8", "true");
        return properties;
    }

    @Override
    public Delivery send(Mail mail) {
        try {
            return hand(new Message(session, settings.from(), mail, clock.instant()));
        } catch (AddressException _) {
            return new Delivery.Refused("its address is not valid");
        } catch (MessagingException e) {
            return new Delivery.Refused("it cannot be written: " + e);
        }
    }

    private Delivery hand(Message message) {
        try {
            connected().sendMessage(message, message.getAllRecipients());
            return new Delivery.Accepted();
        } catch (MessagingException e) {
            return SmtpFailures.delivery(e);
        }
    }

    private Transport connected() throws MessagingException {
        if (connection.isEmpty()) {
            var transport = session.getTransport("smtp");
            transport.connect(settings.host().orElseThrow(), settings.port(), settings.username().orElse(null), settings.password().orElse(null));
            connection = Optional.of(transport);
        }
        return connection.get();
    }

    @Override
    public void hangUp() {
        connection.ifPresent(SmtpMailer::close);
        connection = Optional.empty();
    }

    private static void close(Transport transport) {
        try {
            transport.close();
        } catch (MessagingException _) {
            // The server had hung up already.
        }
    }
}
