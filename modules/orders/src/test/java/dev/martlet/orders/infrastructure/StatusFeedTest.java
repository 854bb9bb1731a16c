package dev.martlet.orders.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.orders.domain.Order;
import dev.martlet.orders.domain.OrderLine;
import dev.martlet.orders.domain.OrderPayment;
import dev.martlet.orders.domain.PaymentMethod;
import dev.martlet.platform.sql.RowReader;
import dev.martlet.platform.sql.Sql;
import dev.martlet.platform.testing.CountedSql;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StatusFeedTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private int queries;
    private final StatusFeed feed = new StatusFeed(_ -> {
        queries++;
        return List.of();
    });
    private final Order order = Order.placed(UUID.randomUUID(), UUID.randomUUID(), List.of(OrderLine.requested(UUID.randomUUID(), 1)),
            OrderPayment.by(PaymentMethod.CREDIT, Optional.empty()), NOW);

    @Test
    void theDatabaseIsQueriedOnlyWhileAStreamIsOpen() {
        feed.poll();
        assertThat(queries).isZero();

        try (var _ = feed.watch(order.id()); var _ = feed.watch(UUID.randomUUID())) {
            feed.poll();
            assertThat(queries).isEqualTo(1);
        }

        feed.poll();
        assertThat(queries).isEqualTo(1);
    }

    @Test
    void aStreamGetsTheChangesOfItsOwnOrder() throws InterruptedException {
        try (var watch = feed.watch(order.id()); var another = feed.watch(UUID.randomUUID())) {
            feed.changed(order);

            assertThat(watch.next(Duration.ofSeconds(1))).contains(StatusChange.of(order));
            assertThat(another.next(Duration.ZERO)).isEmpty();
        }
    }

    @Test
    void aSlowStreamDoesNotBlockTheFeed() throws InterruptedException {
        try (var watch = feed.watch(order.id())) {
            for (int i = 0; i < 100; i++) {
                feed.changed(order);
            }
            assertThat(watch.next(Duration.ZERO)).isPresent();
        }
    }

    @Test
    void aStreamEndsAfterItsLifetime() throws IOException {
        var out = new ByteArrayOutputStream();

        new StatusStream(feed, StatusChange.of(order), Duration.ofMillis(10), Duration.ofSeconds(1)).write(out);

        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("event: status\nid: PENDING\ndata: {\"orderId\":\"" + order.id()).endsWith("}\n\n");
    }

    /** The feed publishes the status of a watched order each second, changed or not. */
    @Test
    void aStreamWithoutChangesSendsHeartbeats() throws IOException {
        var out = new ByteArrayOutputStream() {
            @Override
            public void write(byte[] bytes) throws IOException {
                super.write(bytes);
                feed.changed(order);
            }
        };

        new StatusStream(feed, StatusChange.of(order), Duration.ofMillis(300), Duration.ofMillis(20)).write(out);

        assertThat(out.toString(StandardCharsets.UTF_8)).containsOnlyOnce("event: status").contains("}\n\n:\n\n:\n\n");
    }
}
