package dev.martlet.platform.sql;

import dev.martlet.platform.core.Money;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.core.type.TypeReference;

/** One row of a result; columns by name. A null where the method does not return an {@code Optional} is a bug and throws. */
public interface Row {
    UUID uuid(String column);

    Optional<UUID> optionalUuid(String column);

    String text(String column);

    Optional<String> optionalText(String column);

    long number(String column);

    Optional<Long> optionalNumber(String column);

    boolean flag(String column);

    Instant instant(String column);

    Optional<Instant> optionalInstant(String column);

    <E extends Enum<E>> E constant(String column, Class<E> type);

    /** From the two columns {@code <prefix>_amount} and {@code <prefix>_currency}. */
    Money money(String prefix);

    /** Empty if the amount's column is null. */
    Optional<Money> optionalMoney(String prefix);

    /** From a {@code jsonb} column. */
    <T> T json(String column, TypeReference<T> type);

    <T> T json(String column, Class<T> type);
}
