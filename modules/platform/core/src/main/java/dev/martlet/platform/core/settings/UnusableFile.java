package dev.martlet.platform.core.settings;

/** A file that a key names cannot be used. The message says why, in an operator's words and without the file's content. */
public final class UnusableFile extends Exception {
    private static final long serialVersionUID = 1;

    public UnusableFile(String message) {
        super(message);
    }
}
