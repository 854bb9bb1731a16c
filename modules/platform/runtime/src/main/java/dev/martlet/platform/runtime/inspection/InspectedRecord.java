package dev.martlet.platform.runtime.inspection;

import dev.martlet.platform.core.Money;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A record of a module, as an operator sees it.
 *
 * @param owner the customer whose record it is
 * @param actions what an operator may do with it now: arguments of {@link Inspection#act}
 * @param waiting only of a record that is not final
 */
public record InspectedRecord(
        UUID id,
        UUID owner,
        String status,
        Optional<String> reason,
        Optional<Money> amount,
        Instant createdAt,
        Instant updatedAt,
        List<String> actions,
        Optional<Waiting> waiting) {
    /**
     * What the record waits for.
     *
     * @param step that is tried next
     * @param modules that have to answer
     * @param attempts that ended without a final status
     * @param nextAttemptAt by the clock of the module's database; empty while the first attempt is running
     */
    public record Waiting(String step, List<String> modules, int attempts, Optional<Instant> nextAttemptAt) {}
}
