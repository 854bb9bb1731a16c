package dev.martlet.notifications.domain;

import dev.martlet.platform.core.Money;
import java.util.UUID;

/** The subject and body of a notification. Neither contains personal data: the greeting is added when the mail is sent. */
public record NotificationText(NotificationType type, String subject, String text) {
    public static NotificationText welcome() {
        return new NotificationText(NotificationType.WELCOME, "Welcome to Martlet", "Your account is ready.");
    }

    public static NotificationText orderConfirmed(UUID orderId, Money total) {
        return new NotificationText(
                NotificationType.ORDER_CONFIRMED,
                "Your order " + orderId + " is confirmed",
                "Thank you for your order. Its total is " + total.text() + ".");
    }

    /** @param reason a problem code, such as {@code payment-declined} */
    public static NotificationText orderRejected(UUID orderId, String reason) {
        return new NotificationText(
                NotificationType.ORDER_REJECTED,
                "Your order " + orderId + " could not be placed",
                because(reason) + " You have nothing to pay.");
    }

    public static NotificationText orderCancelled(UUID orderId, Money total) {
        return new NotificationText(
                NotificationType.ORDER_CANCELLED,
                "Your order " + orderId + " is cancelled",
                total.amount() == 0 ? "You have nothing to pay." : "If you have paid its total of " + total.text() + ", you get it back.");
    }

    private static String because(String reason) {
        return switch (reason) {
            case "payment-declined" -> "The payment was declined.";
            case "insufficient-credit" -> "Your credit does not cover it.";
            case "insufficient-stock" -> "Not everything in it is in stock.";
            default -> "It could not be completed.";
        };
    }
}
