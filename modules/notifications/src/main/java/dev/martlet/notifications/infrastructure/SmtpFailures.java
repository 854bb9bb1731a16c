package dev.martlet.notifications.infrastructure;

import dev.martlet.notifications.application.Mailer.Delivery;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import java.util.Optional;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;

/**
 * What a server's refusal means (RFC 5321, section 4.2.1): 5yz to the recipient or the message is for good, 4yz is for now. A refusal of our
 * login or sender is the operator's to mend, and until then like a server that is not there.
 */
final class SmtpFailures {
    private static final int SERVICE_NOT_AVAILABLE = 421;
    private static final int AUTHENTICATION_REQUIRED = 530;

    private SmtpFailures() {}

    static Delivery delivery(MessagingException failure) {
        return find(failure, SMTPAddressFailedException.class).map(SMTPAddressFailedException::getReturnCode)
                .or(() -> find(failure, SMTPSendFailedException.class)
                        .filter(refusal -> !isAboutSender(refusal))
                        .map(SMTPSendFailedException::getReturnCode))
                .map(code -> delivery(code, failure))
                .orElseGet(() -> new Delivery.Unreachable(text(failure)));
    }

    private static Delivery delivery(int code, MessagingException failure) {
        if (code < 400 || code >= 600 || code == SERVICE_NOT_AVAILABLE || code == AUTHENTICATION_REQUIRED) {
            return new Delivery.Unreachable(text(failure));
        }
        return code >= 500 ? new Delivery.Refused("the server says " + code) : new Delivery.Postponed("the server says " + code);
    }

    private static boolean isAboutSender(SMTPSendFailedException refusal) {
        return refusal.getCommand().startsWith("MAIL");
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
