package dev.martlet.orders.domain;

/** The token of a card at the payment gateway. Never shown or logged. */
public record CardToken(String value) {
    @Override
    public String toString() {
        return "***";
    }
}
