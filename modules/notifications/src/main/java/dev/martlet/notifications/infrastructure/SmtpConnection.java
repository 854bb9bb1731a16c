package dev.martlet.notifications.infrastructure;

import dev.martlet.platform.core.settings.Secret;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.IOException;
import java.net.SocketException;
import java.util.Optional;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/**
 * A connection to an SMTP server that gives each phase of the protocol its own timeout (RFC 5321, section 4.5.3.2), and keeps the answer that ended a mail:
 * the library reports some of them as the failure of the RSET that it sends next.
 */
final class SmtpConnection extends SMTPTransport {
    private final SmtpSettings settings;
    private final SmtpSockets sockets;
    private SmtpPhase phase = SmtpPhase.SESSION;
    private Optional<SmtpAnswer> refusal = Optional.empty();
    private boolean resetting;

    SmtpConnection(Session session, SmtpSettings settings, SmtpSockets sockets) {
        super(session, null);
        this.settings = settings;
        this.sockets = sockets;
    }

    void open() throws MessagingException {
        connect(settings.host().orElseThrow(), settings.port(), settings.username().orElse(null), settings.password().map(Secret::value).orElse(null));
    }

    /** @throws MessagingException if the server did not accept the mail; {@link #refusal()} is then the reason */
    void deliver(Message message) throws MessagingException {
        refusal = Optional.empty();
        phase = SmtpPhase.MAIL;
        sendMessage(message, message.getAllRecipients());
    }

    /** The answer that ended the session or the last mail; if the server did not answer, the phase in which it did not. */
    SmtpAnswer refusal() {
        return refusal.orElseGet(() -> SmtpAnswer.none(phase));
    }

    @Override
    protected void sendCommand(String command) throws MessagingException {
        resetting = command.equals("RSET") || command.equals("QUIT");
        phase = SmtpPhase.of(command, phase);
        setReadTimeout(phase == SmtpPhase.END && !resetting ? settings.acceptTimeout().toMillis() : settings.commandTimeout().toMillis());
        super.sendCommand(command);
    }

    @Override
    protected int readServerResponse() throws MessagingException {
        int code = super.readServerResponse();
        if (!resetting && refusal.isEmpty() && (code < 200 || code >= 400)) {
            refusal = Optional.of(SmtpAnswer.of(phase, code, getLastServerResponse()));
        }
        return code;
    }

    private void setReadTimeout(long millis) throws MessagingException {
        try {
            sockets.last().setSoTimeout(Math.toIntExact(millis));
        } catch (SocketException closed) {
            throw new MessagingException("the connection is closed", new IOException(closed));
        }
    }
}
