package dev.martlet.bootstrap.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.bootstrap.support.OneShop;
import dev.martlet.bootstrap.support.Shop;
import dev.martlet.platform.testing.RestClient.Response;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(OneShop.class)
@Isolated("what others add would stand in the lists")
class PagingTest {
    private final Shop shop;

    PagingTest(Shop shop) {
        this.shop = shop;
    }

    @Test
    void allPagesTogetherAreTheWholeListNewestFirst() {
        List<String> created = new ArrayList<>(IntStream.range(0, 7).mapToObj(_ -> shop.product(100, 1)).toList());
        List<String> listed = walk("/products", 3);
        assertThat(listed).doesNotHaveDuplicates().isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(listed.subList(0, 7)).containsExactlyElementsOf(created.reversed());
    }

    @Test
    void filtersHoldOverPages() {
        String customer = shop.customer(0);
        String product = shop.product(100, 10);
        List<String> placed = IntStream.range(0, 5).mapToObj(_ -> shop.orderByCard(customer, product, 1, "tok_visa").expect(201).text("id")).toList();
        shop.orderByCard(shop.customer(0), product, 1, "tok_visa").expect(201);
        assertThat(walk("/orders?customerId=" + customer, 2)).containsExactlyElementsOf(placed.reversed());
        await().untilAsserted(() -> assertThat(walk("/notifications?customerId=" + customer, 2)).hasSize(6));
    }

    @Test
    void whatIsAddedMeanwhileDoesNotDisturbTheWalk() {
        List<String> created = IntStream.range(0, 4).mapToObj(_ -> shop.product(100, 1)).toList();
        Response first = shop.http().get("/products?limit=2").expect(200);
        shop.product(100, 1);
        Response second = shop.http().get("/products?limit=2&cursor=" + first.text("nextCursor")).expect(200);
        assertThat(ids(first)).containsExactly(created.get(3), created.get(2));
        assertThat(ids(second)).containsExactly(created.get(1), created.get(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/customers", "/products", "/orders", "/payments", "/notifications"})
    void everyListHasTheSameRules(String list) {
        shop.http().get(list + "?limit=1").expect(200);
        shop.http().get(list + "?limit=200").expect(200);
        for (String wrong : List.of("0", "201", "-1", "1.0", "x", "", "99999999999999999999")) {
            Response refused = shop.http().get(list + "?limit=" + wrong).expect(400);
            assertThat(refused.code()).as(wrong).isEqualTo("invalid-request");
            assertThat(refused.json().at("/errors/0/pointer").asString()).isEqualTo("/limit");
        }
        for (String wrong : List.of("x", "AAAA", "0".repeat(500))) {
            assertThat(shop.http().get(list + "?cursor=" + wrong).expect(400).code()).as(wrong).isEqualTo("invalid-cursor");
        }
        assertThat(shop.http().get(list + "?colour=red").expect(400).json().at("/errors/0/pointer").asString()).isEqualTo("/colour");
        assertThat(shop.http().get(list + "?limit=1&limit=2").expect(400).code()).isEqualTo("invalid-request");
    }

    @Test
    void filtersThatAreNoIdsAreRefused() {
        for (String path : List.of("/orders?customerId=x", "/payments?orderId=x", "/notifications?customerId=1")) {
            assertThat(shop.http().get(path).expect(400).code()).isEqualTo("invalid-id");
        }
        assertThat(shop.http().get("/orders?status=LOST").expect(400).code()).isEqualTo("invalid-request");
    }

    private List<String> walk(String list, int limit) {
        String first = list + (list.contains("?") ? "&" : "?") + "limit=" + limit;
        var found = new ArrayList<String>();
        String next = first;
        while (!next.isEmpty()) {
            Response page = shop.http().get(next).expect(200);
            assertThat(ids(page).size()).isLessThanOrEqualTo(limit);
            found.addAll(ids(page));
            next = page.json().path("nextCursor").isNull() ? "" : first + "&cursor=" + page.text("nextCursor");
        }
        return found;
    }

    private static List<String> ids(Response page) {
        return page.json().path("items").valueStream().map(item -> item.path("id").asString()).toList();
    }
}
