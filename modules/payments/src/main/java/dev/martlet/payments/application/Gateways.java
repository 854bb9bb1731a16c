package dev.martlet.payments.application;

import dev.martlet.payments.domain.PaymentMethod;

/**
 * The gateway for each payment method.
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
