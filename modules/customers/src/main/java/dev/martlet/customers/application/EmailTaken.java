package dev.martlet.customers.application;

/** Another customer has the email. */
public final class EmailTaken extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param cause the refused statement, if there was one */
    public EmailTaken(Throwable cause) {
        super(cause);
    }
}
