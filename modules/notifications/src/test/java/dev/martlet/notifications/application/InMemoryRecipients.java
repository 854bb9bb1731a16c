package dev.martlet.notifications.application;

import dev.martlet.platform.events.Event;
import dev.martlet.platform.sql.Sql;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Recipients in memory; events are applied in the order of the calls. */
final class InMemoryRecipients implements Recipients {
    static final String ERASED = "deleted@customer.invalid";

    private final Map<UUID, String> addresses = new HashMap<>();

    @Override
    public Recipients in(Sql tx) {
        return this;
    }

    @Override
    public void save(Event<?> event, UUID customerId, String email, String name) {
        addresses.compute(customerId, (_, old) -> ERASED.equals(old) ? old : email);
    }

    @Override
    public void erase(Event<?> event, UUID customerId) {
        addresses.put(customerId, ERASED);
    }

    Optional<String> address(UUID customerId) {
        return Optional.ofNullable(addresses.get(customerId));
    }

    boolean isDeleted(UUID customerId) {
        return address(customerId).filter(ERASED::equals).isPresent();
    }
}
