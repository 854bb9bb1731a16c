package dev.martlet.notifications.application;

/** A mail server. Used by one thread. */
public interface Mailer {
    /** Hands over one mail, connecting first if needed. Whoever gets the same mail twice recognises it by its Message-ID. */
    Delivery send(Mail mail);

    /** Ends the connection, if there is one. */
    void hangUp();

    /** What became of a mail. */
    sealed interface Delivery {
        /** The server has taken it. */
        record Accepted() implements Delivery {}

        /** The server will never take it. */
        record Refused(String reason) implements Delivery {}

        /** The server does not take this mail now. */
        record Postponed(String reason) implements Delivery {}

        /** The server takes no mail now: it is not there, hangs, or does not let us in. */
        record Unreachable(String reason) implements Delivery {}
    }
}
