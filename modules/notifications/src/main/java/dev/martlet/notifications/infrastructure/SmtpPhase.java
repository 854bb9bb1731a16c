package dev.martlet.notifications.infrastructure;

/** The phase of an SMTP session (RFC 5321, section 3): it decides what an answer of the server refers to. */
enum SmtpPhase {
    /** Up to the login: greeting, EHLO, STARTTLS, AUTH. */
    SESSION,
    /** MAIL FROM: the sender. */
    MAIL,
    /** RCPT TO: the recipient. */
    RCPT,
    /** DATA, before the content of the mail is sent. */
    DATA,
    /** The final dot: the mail as a whole. The server may have accepted it even if no answer arrives. */
    END;

    /** The phase that a command starts; RSET, QUIT and NOOP start none. */
    static SmtpPhase of(String command, SmtpPhase current) {
        return switch (command.split("[ :]", 2)[0]) {
            case "MAIL" -> MAIL;
            case "RCPT" -> RCPT;
            case "DATA" -> DATA;
            case "." -> END;
            default -> current;
        };
    }
}
