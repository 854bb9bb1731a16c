package dev.martlet.bootstrap.console;

import dev.martlet.platform.http.Validated;
import dev.martlet.platform.http.problem.Violations;
import java.util.Optional;
import java.util.UUID;

/**
 * The body of {@code POST /console/events/dead/retry} and {@code …/drop}.
 *
 * @param id of one dead event; otherwise all of a type are meant
 * @param count how many there are of that type, as far as the operator knows
 */
record SettleBody(String subscriber, Optional<UUID> id, Optional<String> type, Optional<Integer> count) implements Validated {
    @Override
    public void check(Violations violations) {
        violations.required("/subscriber", subscriber);
        violations.when(id.isPresent() == type.isPresent(), "/id", "must be present, or else type and count");
        violations.when(type.isPresent() != count.isPresent(), "/count", "must be present together with type");
    }

    ConsoleOperations.Settle request(String action) {
        return new ConsoleOperations.Settle(action, subscriber, id.map(UUID::toString), type, count);
    }
}
