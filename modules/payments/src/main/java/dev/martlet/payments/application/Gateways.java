package dev.martlet.payments.application;

import dev.martlet.payments.api.PaymentMethod;

/**
 * Who moves the money, by how an order is paid.
 *
 * @param card the card gateway
 * @param credit the customers' credit
 */
public record Gateways(Gateway card, Gateway credit) {
    Gateway of(PaymentMethod method) {
        return switch (method) {
            case CARD -> card;
            case CREDIT -> credit;
        };
    }
}
