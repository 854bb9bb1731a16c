package dev.martlet.orders.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.orders.domain.OrderStatus;
import dev.martlet.orders.domain.RejectionReason;
import dev.martlet.platform.http.openapi.OpenApiDocument;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class OrdersOpenApiTest {
    private final Map<?, ?> schemas = at(new OpenApiDocument(List.of("orders")).document(), "components", "schemas");

    @Test
    void theDocumentHasEachShownStatus() {
        assertThat(at(schemas, "OrderStatus").get("enum")).asInstanceOf(InstanceOfAssertFactories.LIST)
                .containsExactlyElementsOf(Arrays.stream(OrderStatus.values()).map(OrderStatus::shown).map(OrderStatus::name).distinct().toList());
    }

    @Test
    void theDocumentHasEachReason() {
        assertThat(at(schemas, "OrderRejectionReason").get("enum")).asInstanceOf(InstanceOfAssertFactories.LIST)
                .containsExactlyElementsOf(Arrays.stream(RejectionReason.values()).map(RejectionReason::code).toList());
    }

    private static Map<?, ?> at(Map<?, ?> from, String... names) {
        var found = from;
        for (var name : names) {
            found = (Map<?, ?>) found.get(name);
        }
        return found;
    }
}
