import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;

/** What a shop is asked by several clients at once: orders that are accepted, on credit, declined, out of stock and cancelled, and reads of everything. */
final class Requests {
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(60);
    private static final int CLIENTS = 16;
    private static final int ROUNDS = 40;
    private static final int ORDERS_OF_A_ROUND = 4;
    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]*)\"");
    private static final String CARD = "{\"method\":\"CARD\",\"token\":\"tok_visa\"}";
    private static final String DECLINED = "{\"method\":\"CARD\",\"token\":\"tok_declined\"}";
    private static final String CREDIT = "{\"method\":\"CREDIT\"}";

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(LONGEST_ANSWER).build();
    private final String shop;
    private final String operators;

    /**
     * @param shop the public address
     * @param operators that of the management port
     */
    Requests(String shop, String operators) {
        this.shop = shop;
        this.operators = operators;
    }

    void send() throws Exception {
        var clients = new ArrayList<Future<?>>();
        try (var threads = Executors.newFixedThreadPool(CLIENTS)) {
            for (int client = 0; client < CLIENTS; client++) {
                String name = "client" + client;
                clients.add(threads.submit(() -> {
                    shop(name);
                    return null;
                }));
            }
        }
        for (Future<?> client : clients) {
            client.get();
        }
        get(operators + "/metrics");
    }

    private void shop(String name) throws Exception {
        String customer = post(201, "/customers",
                "{\"email\":\"" + name + "@example.org\",\"name\":\"Ada\",\"creditLimit\":{\"amount\":1000000,\"currency\":\"EUR\"}}");
        String tea = product("Tea", 100_000);
        String coffee = product("Coffee", 100_000);
        String rare = product("Rare", 0);
        for (int round = 0; round < ROUNDS; round++) {
            String order = "";
            for (int number = 0; number < ORDERS_OF_A_ROUND; number++) {
                order = order(201, customer, tea, coffee, CARD);
            }
            order(201, customer, tea, coffee, CREDIT);
            order(402, customer, tea, coffee, DECLINED);
            order(409, customer, tea, rare, CARD);
            post(200, "/orders/" + order + "/cancel", "");
            for (String path : List.of("/customers/" + customer, "/products/" + tea, "/orders/" + order, "/customers", "/products", "/orders",
                    "/payments?orderId=" + order, "/notifications?customerId=" + customer, "/loyalty/" + customer)) {
                get(shop + path);
            }
        }
        get(shop + "/openapi");
    }

    private String product(String name, int stock) throws Exception {
        return post(201, "/products", "{\"name\":\"" + name + "\",\"price\":{\"amount\":499,\"currency\":\"EUR\"},\"stock\":" + stock + "}");
    }

    private String order(int status, String customer, String one, String other, String payment) throws Exception {
        return post(status, "/orders", "{\"customerId\":\"" + customer + "\",\"items\":[{\"productId\":\"" + one + "\",\"quantity\":1},{\"productId\":\""
                + other + "\",\"quantity\":2}],\"payment\":" + payment + "}");
    }

    /** @return the id of what was made; empty in a refusal */
    private String post(int status, String path, String json) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(shop + path)).header("Content-Type", "application/json");
        var answer = answer(status, request.header("Idempotency-Key", UUID.randomUUID().toString()).POST(BodyPublishers.ofString(json)));
        var found = ID.matcher(answer.body());
        return found.find() ? found.group(1) : "";
    }

    private void get(String url) throws Exception {
        answer(200, HttpRequest.newBuilder(URI.create(url)));
    }

    private HttpResponse<String> answer(int status, HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer = http.send(request.timeout(LONGEST_ANSWER).build(), BodyHandlers.ofString());
        if (answer.statusCode() != status) {
            throw new IllegalStateException(answer + ": " + answer.body());
        }
        return answer;
    }
}
