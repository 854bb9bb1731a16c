package dev.martlet.platform.core;

/** Something that the work needs (a database, another module) does not do its part now. Nothing is wrong with the request: repeat it later. */
public abstract class UnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    protected UnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Without a stack trace: for what happens often, and says where by its message. */
    protected UnavailableException(String message) {
        super(message, null, false, false);
    }
}
