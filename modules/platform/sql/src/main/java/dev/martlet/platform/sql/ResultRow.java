package dev.martlet.platform.sql;

import dev.martlet.platform.core.Money;
import dev.martlet.platform.core.json.Json;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.core.type.TypeReference;

/** The current row of a result. */
record ResultRow(ResultSet rows) implements Row {
    @Override
    public UUID uuid(String column) {
        return required(column, optionalUuid(column));
    }

    @Override
    public Optional<UUID> optionalUuid(String column) {
        return value(column).map(value -> switch (value) {
            case UUID id -> id;
            case Object text -> UUID.fromString(text.toString());
        });
    }

    @Override
    public String text(String column) {
        return required(column, optionalText(column));
    }

    @Override
    public Optional<String> optionalText(String column) {
        return read(() -> rows.getString(column));
    }

    @Override
    public long number(String column) {
        return required(column, optionalNumber(column));
    }

    @Override
    public Optional<Long> optionalNumber(String column) {
        return value(column).map(value -> switch (value) {
            case BigDecimal exact -> exact.longValueExact();
            case Number number -> number.longValue();
            case Object other -> throw new IllegalStateException("column " + column + " is no number: " + other.getClass().getName());
        });
    }

    @Override
    public boolean flag(String column) {
        return required(column, value(column).map(Boolean.class::cast));
    }

    @Override
    public Instant instant(String column) {
        return required(column, optionalInstant(column));
    }

    @Override
    public Optional<Instant> optionalInstant(String column) {
        return read(() -> rows.getTimestamp(column)).map(Timestamp::toInstant);
    }

    @Override
    public <E extends Enum<E>> E constant(String column, Class<E> type) {
        return Enum.valueOf(type, text(column));
    }

    @Override
    public Money money(String prefix) {
        return Money.of(number(prefix + "_amount"), text(prefix + "_currency"));
    }

    @Override
    public Optional<Money> optionalMoney(String prefix) {
        return optionalNumber(prefix + "_amount").map(amount -> Money.of(amount, text(prefix + "_currency")));
    }

    @Override
    public <T> T json(String column, TypeReference<T> type) {
        return Json.tolerant().readValue(text(column), type);
    }

    @Override
    public <T> T json(String column, Class<T> type) {
        return Json.tolerant().readValue(text(column), type);
    }

    private Optional<Object> value(String column) {
        return read(() -> rows.getObject(column));
    }

    private static <T> Optional<T> read(ConnectionHandle.Step<T> value) {
        try {
            return Optional.ofNullable(value.run());
        } catch (SQLException failure) {
            throw SqlStateTranslator.of(failure);
        }
    }

    private static <T> T required(String column, Optional<T> value) {
        return value.orElseThrow(() -> new IllegalStateException("column " + column + " is null"));
    }
}
