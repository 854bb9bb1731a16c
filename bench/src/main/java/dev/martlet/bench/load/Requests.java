package dev.martlet.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** What requests name: customers and products that exist, at random. */
final class Requests {
    private static final String ORDER = """
            {"customerId":"%s","items":[%s],"payment":{"method":"CARD","token":"tok_visa"}}""";
    private static final String ITEM = """
            {"productId":"%s","quantity":1}""";

    private final List<String> customers;
    private final List<String> products;

    /** @param ids the directory of {@code customers.txt} and {@code products.txt} */
    Requests(Path ids) {
        try {
            customers = Files.readAllLines(ids.resolve("customers.txt"));
            products = Files.readAllLines(ids.resolve("products.txt"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    String customer() {
        return customers.get(random(customers.size()));
    }

    String product() {
        return products.get(random(products.size()));
    }

    /** A new idempotency key. */
    String key() {
        var random = ThreadLocalRandom.current();
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    /** @param hot one product, always the same; else two different ones */
    String order(boolean hot) {
        if (hot) {
            return ORDER.formatted(customer(), ITEM.formatted(products.getFirst()));
        }
        int first = random(products.size());
        int second = (first + 1 + random(products.size() - 1)) % products.size();
        return ORDER.formatted(customer(), ITEM.formatted(products.get(first)) + "," + ITEM.formatted(products.get(second)));
    }

    private static int random(int bound) {
        return ThreadLocalRandom.current().nextInt(bound);
    }
}
