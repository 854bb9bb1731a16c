package dev.martlet.bootstrap.split;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.bootstrap.rest.Suite;
import dev.martlet.bootstrap.support.Orders;
import dev.martlet.bootstrap.support.Shop;
import dev.martlet.platform.testing.RestClient.Response;
import dev.martlet.platform.testing.TestDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each module in a process of its own: clients of any of them cannot tell. */
class EachApartIT {
    @TempDir
    private static Path directory;
    private static Deployment shop;

    @BeforeAll
    static void start() {
        shop = Deployment.start(directory, TestDatabase.settings(), Grouping.apart(), Map.of());
    }

    @AfterAll
    static void end() {
        shop.close();
    }

    @Test
    void theAnswersAreTheSameWhereAlmostEveryRequestIsForwarded() {
        Suite.run(shop.front("loyalty").base());
    }

    @Test
    void everyProcessTellsWhereTheModulesAre() {
        for (String home : Grouping.MODULES) {
            var modules = shop.of(home).management().get("/modules").expect(200).json().path("modules").valueStream().toList();
            assertThat(modules).hasSize(Grouping.MODULES.size()).allSatisfy(module -> assertThat(module.path("location").asString())
                    .isEqualTo(module.path("name").asString().equals(home) ? "here" : "elsewhere"));
        }
    }

    @Test
    @Timeout(60)
    void aForwardedStreamShowsEachChangeWhenItHappens() throws Exception {
        var front = Shop.at(shop.front("customers").base());
        String body = Orders.byCard(front.customer(0), front.product(250, 1), 1, "tok_visa");
        shop.kill("payments");
        Response placed = front.http().post("/orders", body).expect(202);
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(shop.of("loyalty").rest().base() + "/orders/" + placed.text("id") + "/events")).build();
            try (var lines = client.send(request, BodyHandlers.ofLines()).body()) {
                Iterator<String> ids = lines.filter(line -> line.startsWith("id: ")).iterator();
                assertThat(ids.next()).isEqualTo("id: PENDING");
                shop.revive("payments");
                assertThat(ids).toIterable().containsExactly("id: CONFIRMED");
            }
        }
    }
}
