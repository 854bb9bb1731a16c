package dev.martlet.orders.domain;

/** What stands for a card at the gateway. Never shown. */
public record CardToken(String value) {
    @Override
    public String toString() {
        return "***";
    }
}
