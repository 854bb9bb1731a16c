package dev.martlet.payments.domain;

/**
 * How a payment stands, as it is kept: what users see, and whether it is being undone. The decision to undo it is recorded before the gateway
 * is called, so that a crash in between is found; users see it done when it is done.
 */
public enum PaymentState {
    AUTHORIZED(PaymentStatus.AUTHORIZED),
    CAPTURED(PaymentStatus.CAPTURED),
    DECLINED(PaymentStatus.DECLINED),
    /** To be undone; whether anything has moved is not known. */
    CANCELLING(PaymentStatus.AUTHORIZED),
    /** To be undone; the money was taken. */
    REFUNDING(PaymentStatus.CAPTURED),
    CANCELLED(PaymentStatus.CANCELLED),
    REFUNDED(PaymentStatus.REFUNDED);

    private final PaymentStatus status;

    PaymentState(PaymentStatus status) {
        this.status = status;
    }

    public PaymentStatus status() {
        return status;
    }

    public boolean isBeingUndone() {
        return this == CANCELLING || this == REFUNDING;
    }

    /** The state once none of its money is held: money known to have been taken was given back. */
    public PaymentState withNothingLeft() {
        return this == REFUNDING ? REFUNDED : CANCELLED;
    }
}
