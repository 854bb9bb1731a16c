package dev.martlet.bootstrap.support;

import java.util.Map;

/** A shop in which every metric of the program is registered: modules here and elsewhere, mail, an HTTP gateway and Kafka, none of which answers. */
public final class MeteredShop {
    private MeteredShop() {}

    /** After an order and a forwarded request. */
    public static Shop open() {
        Shop shop = Shop.open(Map.of(
                "modules.run", Topology.allBut("loyalty"),
                "modules.loyalty.url", "http://127.0.0.1:1",
                "modules.notifications.smtp.host", "127.0.0.1",
                "modules.notifications.smtp.port", "1",
                "modules.payments.gateway.type", "http",
                "modules.payments.gateway.url", "http://127.0.0.1:1",
                "events.transport", "kafka",
                "events.kafka.brokers", "127.0.0.1:1"));
        shop.orderOnCredit(shop.customer(10_000), shop.product(100, 10), 1).expect(201);
        shop.http().get("/loyalty/" + shop.customer(0)).expect(503);
        return shop;
    }
}
