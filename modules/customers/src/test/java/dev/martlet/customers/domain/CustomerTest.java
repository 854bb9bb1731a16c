package dev.martlet.customers.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.platform.core.Money;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CustomerTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final Customer ada = Customer.registered(UUID.randomUUID(), "ada@example.org", "Ada", Money.zero("EUR"), NOW);

    @Test
    void aChangeIsLaterThanTheOneBeforeEvenIfTheClockIsNot() {
        var married = ada.with(named("Ada King"), NOW.minusSeconds(2)).orElseThrow();
        var countess = married.with(named("Ada Lovelace"), NOW.minusSeconds(1)).orElseThrow();

        assertThat(married.updatedAt()).isAfter(ada.updatedAt());
        assertThat(countess.updatedAt()).isAfter(married.updatedAt());
        assertThat(countess.with(named("Ada"), NOW.plusSeconds(1)).orElseThrow().updatedAt()).isEqualTo(NOW.plusSeconds(1));
    }

    private CustomerDetails named(String name) {
        return new CustomerDetails(ada.email(), name, true, ada.credit().limit());
    }
}
