package dev.martlet.bootstrap.support;

/** Bodies of POST /orders. */
public final class Orders {
    private Orders() {}

    public static String byCard(String customer, String product, int quantity, String token) {
        return of(customer, item(product, quantity), "{\"method\": \"CARD\", \"token\": \"" + token + "\"}");
    }

    public static String onCredit(String customer, String product, int quantity) {
        return of(customer, item(product, quantity), "{\"method\": \"CREDIT\"}");
    }

    public static String of(String customer, String items, String payment) {
        return """
                {"customerId": "%s", "items": [%s], "payment": %s}
                """.formatted(customer, items, payment);
    }

    public static String item(String product, int quantity) {
        return "{\"productId\": \"" + product + "\", \"quantity\": " + quantity + "}";
    }
}
