package dev.martlet.notifications.infrastructure;

/** How far an SMTP session has come (RFC 5321, section 3): what a server's answer is about depends on it. */
enum SmtpPhase {
    /** Up to the login: greeting, EHLO, STARTTLS, AUTH. */
    SESSION,
    /** MAIL FROM: the sender. */
    MAIL,
    /** RCPT TO: the recipient. */
    RCPT,
    /** DATA, before anything of the mail is known. */
    DATA,
    /** The final dot: the mail as a whole. After it the mail may have been taken even if no answer comes. */
    END;

    /** The phase that a command begins; RSET, QUIT and NOOP begin none. */
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
