package dev.martlet.notifications.infrastructure;

import dev.martlet.notifications.application.Mailer;
import dev.martlet.notifications.domain.Mail;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;

/** Sends mail over SMTP (RFC 5321), one connection at a time. */
public final class SmtpMailer implements Mailer {
    private static final Logger LOG = System.getLogger(SmtpMailer.class.getName());

    private final SmtpSettings settings;
    private final MailAddress from;
    private Optional<Open> connection = Optional.empty();

    /** @param utf8 whether it may be used for addresses outside ASCII, if the server offers SMTPUTF8 */
    private record Open(SmtpConnection connection, Session session, boolean utf8) {}

    public SmtpMailer(SmtpSettings settings) {
        this.settings = settings;
        this.from = MailAddress.of(settings.from()).orElseThrow();
    }

    @Override
    public Delivery send(Mail mail) {
        return MailAddress.of(mail.address())
                .map(to -> sendTo(to, mail))
                .orElseGet(() -> new Delivery.Refused("the recipient's address is not valid"));
    }

    @Override
    public void disconnect() {
        connection.ifPresent(SmtpMailer::close);
        connection = Optional.empty();
    }

    /** The server may have closed an idle connection; the mail is then sent over a new one. */
    private Delivery sendTo(MailAddress to, Mail mail) {
        boolean reused = connection.isPresent();
        var delivery = attempt(to, mail);
        boolean isStale = reused && connection.isEmpty() && delivery instanceof Delivery.Denied;
        return isStale ? attempt(to, mail) : delivery;
    }

    private Delivery attempt(MailAddress to, Mail mail) {
        try {
            var open = connected(to.needsUtf8());
            return open.isEmpty() ? new Delivery.Refused("the address needs SMTPUTF8, which the mail server does not offer") : send(open.get(), to, mail);
        } catch (Unconnected failure) {
            return failure.delivery();
        }
    }

    private Delivery send(Open open, MailAddress to, Mail mail) {
        try {
            return deliver(open.connection(), new MailMessage(open.session(), from, to, mail));
        } catch (MessagingException | RuntimeException failure) {
            LOG.log(Level.DEBUG, "Notification " + mail.id() + " cannot be written as a message", failure);
            return new Delivery.Refused("the mail cannot be written: " + failure.getClass().getSimpleName());
        }
    }

    private Delivery deliver(SmtpConnection open, MailMessage message) {
        try {
            open.deliver(message);
            return new Delivery.Accepted();
        } catch (MessagingException | RuntimeException failure) {
            LOG.log(Level.DEBUG, "Mail server did not accept a mail", failure);
            if (!open.refusal().leavesSession()) {
                disconnect();
            }
            return SmtpFaults.delivery(open.refusal());
        }
    }

    /** Empty if the address needs SMTPUTF8 and the server does not offer it. */
    private Optional<Open> connected(boolean utf8) {
        if (connection.filter(open -> open.utf8() || !utf8).isEmpty()) {
            disconnect();
            connection = Optional.of(open(utf8));
        }
        return connection.filter(open -> !utf8 || open.connection().supportsExtension("SMTPUTF8"));
    }

    private Open open(boolean utf8) {
        var sockets = new SmtpSockets();
        var session = SmtpSession.of(settings, sockets, utf8);
        var opening = new SmtpConnection(session, settings, sockets);
        try {
            opening.open();
            return new Open(opening, session, utf8);
        } catch (MessagingException | RuntimeException failure) {
            LOG.log(Level.DEBUG, "SMTP session not established", failure);
            throw new Unconnected(SmtpSession.reason(failure, opening.refusal()));
        }
    }

    private static void close(Open open) {
        try {
            open.connection().close();
        } catch (MessagingException _) {
            // The server has closed the connection already.
        }
    }

    /** There is no session with the server. */
    private static final class Unconnected extends RuntimeException {
        private Unconnected(String reason) {
            super(reason, null, false, false);
        }

        private Delivery delivery() {
            return new Delivery.Unreachable(getMessage());
        }
    }
}
