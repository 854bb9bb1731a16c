package dev.martlet.notifications.infrastructure;

import dev.martlet.notifications.application.Mailer.Delivery;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import java.util.Optional;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/**
 * What a server's refusal means (RFC 5321, section 4.2.1): 5yz to the recipient or the message is for good, 4yz is for now. A refusal of our login or sender
 * is the operator's to mend, and until then like a server that is not there.
 */
final class SmtpFailures {
    private static final int SERVICE_NOT_AVAILABLE = 421;

    private SmtpFailures() {}

    static Delivery delivery(MessagingException failure) {
        if (find(failure, SMTPSenderFailedException.class).isPresent()) {
            return new Delivery.Unreachable(text(failure));
        }
        return find(failure, SMTPAddressFailedException.class).map(SMTPAddressFailedException::getReturnCode)
                .or(() -> find(failure, SMTPSendFailedException.class).map(SMTPSendFailedException::getReturnCode))
                .map(code -> delivery(code, failure))
                .orElseGet(() -> new Delivery.Unreachable(text(failure)));
    }

    private static Delivery delivery(int code, MessagingException failure) {
        if (code >= 500 && code < 600) {
            return new Delivery.Refused("the server says " + code);
        }
        return code >= 400 && code < 500 && code != SERVICE_NOT_AVAILABLE
                ? new Delivery.Postponed("the server says " + code)
                : new Delivery.Unreachable(text(failure));
    }

    private static <T extends SendFailedException> Optional<T> find(Exception failure, Class<T> type) {
        if (type.isInstance(failure)) {
            return Optional.of(type.cast(failure));
        }
        return failure instanceof MessagingException more && more.getNextException() != null ? find(more.getNextException(), type) : Optional.empty();
    }

    private static String text(MessagingException failure) {
        return failure.toString().strip();
    }
}
