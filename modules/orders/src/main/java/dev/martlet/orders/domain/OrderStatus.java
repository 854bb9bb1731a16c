package dev.martlet.orders.domain;

/** How an order stands, as it is kept. It only ever moves along these arrows: PENDING to CONFIRMED, REJECTING or CANCELLING, and so on. */
public enum OrderStatus {
    /** Being placed. */
    PENDING,
    /** To be rejected: what it holds is being given back. It never goes forward again. */
    REJECTING,
    /** Stock and money are taken. */
    CONFIRMED,
    /** It holds nothing and never will. */
    REJECTED,
    /** To be cancelled: what it took is being given back. It never goes forward again. */
    CANCELLING,
    /** Cancelled; it holds nothing and never will. */
    CANCELLED;

    /** Whether nothing is left to do, unless somebody asks for something new. */
    public boolean isFinal() {
        return switch (this) {
            case CONFIRMED, REJECTED, CANCELLED -> true;
            case PENDING, REJECTING, CANCELLING -> false;
        };
    }

    public boolean mayBecome(OrderStatus next) {
        return switch (this) {
            case PENDING -> next == CONFIRMED || next == REJECTING || next == CANCELLING;
            case REJECTING -> next == REJECTED;
            case CONFIRMED -> next == CANCELLING;
            case CANCELLING -> next == CANCELLED;
            case REJECTED, CANCELLED -> false;
        };
    }

    /** What users see: an order is not rejected before everything has been given back. */
    public OrderStatus shown() {
        return this == REJECTING ? PENDING : this;
    }
}
