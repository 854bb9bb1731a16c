package dev.martlet.notifications.application;

import dev.martlet.notifications.domain.Mail;

/** A connection to the mail server. Used by one thread. */
public interface Mailer {
    /** Hands over one mail, connecting first if needed. A mail that is handed over twice has the same Message-ID. */
    Delivery send(Mail mail);

    /** Ends the connection, if there is one. */
    void disconnect();

    /** The outcome of an attempt to send a mail. Reasons hold no mail address: they are logged. */
    sealed interface Delivery {
        /** The server has taken responsibility for the mail. */
        record Accepted() implements Delivery {}

        /** The recipient or the mail is at fault, for good. */
        record Refused(String reason) implements Delivery {}

        /** The recipient or the mail is at fault, for now. */
        record Deferred(String reason) implements Delivery {}

        /** The server, or its settings for us, are at fault: it refuses mail that another recipient or content would not mend. */
        record Denied(String reason) implements Delivery {}

        /** There is no session with the server, and so nothing was attempted: it does not answer, or refuses the connection or the login. */
        record Unreachable(String reason) implements Delivery {}
    }
}
