package dev.martlet.orders.domain;

/** The status of an order, as it is stored. {@link #mayBecome} has the transitions. */
public enum OrderStatus {
    /** Being placed. */
    PENDING,
    /** Being rejected: stock and money are being given back. It can no longer be confirmed. */
    REJECTING,
    /** Stock and money are taken. */
    CONFIRMED,
    /** It holds no stock and no money, and never will. */
    REJECTED,
    /** Being cancelled: stock and money are being given back. It can no longer be confirmed. */
    CANCELLING,
    /** It holds no stock and no money, and never will. */
    CANCELLED;

    /** Whether the saga has ended. A confirmed order can still be cancelled. */
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

    /** The status in the REST API: an order is not REJECTED before stock and money have been given back. */
    public OrderStatus shown() {
        return this == REJECTING ? PENDING : this;
    }
}
