package dev.martlet.notifications.application;

import dev.martlet.notifications.domain.Mail;

/** A connection to the mail server. Used by one thread. */
public interface Mailer {
    /** Sends one mail, connecting first if needed. Every attempt to send a mail uses the same Message-ID. */
    Delivery send(Mail mail);

    /** Closes the connection, if it is open. */
    void disconnect();

    /** The outcome of an attempt to send a mail. Reasons contain no mail address: they are logged. */
    sealed interface Delivery {
        /** The server has accepted responsibility for the mail. */
        record Accepted() implements Delivery {}

        /** A permanent fault of the recipient or the mail. */
        record Refused(String reason) implements Delivery {}

        /** A temporary fault of the recipient or the mail. */
        record Deferred(String reason) implements Delivery {}

        /** A fault of the server or of its settings for this sender: another recipient or content would be refused, too. */
        record Denied(String reason) implements Delivery {}

        /** No session with the server, so nothing was attempted: it did not answer, or refused the connection or the login. */
        record Unreachable(String reason) implements Delivery {}
    }
}
