package dev.martlet.products.application;

/** Another product has the SKU. */
public final class SkuTaken extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param cause the refused statement, if there was one */
    public SkuTaken(Throwable cause) {
        super(cause);
    }
}
