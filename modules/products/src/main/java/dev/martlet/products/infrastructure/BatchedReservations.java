package dev.martlet.products.infrastructure;

import dev.martlet.platform.sql.Batcher;
import dev.martlet.platform.sql.Database;
import dev.martlet.platform.sql.Sql;
import dev.martlet.products.api.ReserveStock;
import dev.martlet.products.application.Reservation;
import dev.martlet.products.application.ReservationAttempt;
import dev.martlet.products.application.Reservations;
import dev.martlet.products.domain.ReservationStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The reservations of orders that are placed at the same time: reserved together and confirmed together, in one statement each. */
public final class BatchedReservations implements Reservations {
    private final ReservationRepository reservations;
    private final Batcher<Attempt, ReservationAttempt> attempts;
    private final Batcher<Confirmation, Boolean> confirmations;

    public BatchedReservations(Database database) {
        reservations = new ReservationRepository(database.sql());
        attempts = Batcher.of(database, "products.reserve-stock", attempt -> attempt.request().orderId(), BatchedReservations::attempt);
        confirmations = Batcher.of(database, "products.confirm-stock", Confirmation::orderId, BatchedReservations::confirm);
    }

    private record Attempt(ReserveStock request, Instant now) {}

    private record Confirmation(UUID orderId, Instant now) {}

    @Override
    public ReservationAttempt attempt(ReserveStock request, Instant now) {
        return attempts.run(new Attempt(request, now));
    }

    @Override
    public Optional<Reservation> find(UUID orderId) {
        return reservations.find(orderId);
    }

    /** What is not confirmed together is looked at alone. */
    @Override
    public Optional<ReservationStatus> confirm(UUID orderId, Instant now) {
        return confirmations.run(new Confirmation(orderId, now)) ? Optional.of(ReservationStatus.CONFIRMED) : reservations.statusOrConfirm(orderId, now);
    }

    @Override
    public void release(UUID orderId, Instant now) {
        reservations.release(orderId, now);
    }

    private static List<ReservationAttempt> attempt(Sql sql, List<Attempt> inputs) {
        var now = inputs.getLast().now();
        return new ReservationAttemptRepository(sql).of(inputs.stream().map(Attempt::request).toList(), now);
    }

    private static List<Boolean> confirm(Sql sql, List<Confirmation> inputs) {
        var confirmed = new ReservationRepository(sql).confirm(inputs.stream().map(Confirmation::orderId).toList(), inputs.getLast().now());
        return inputs.stream().map(input -> confirmed.contains(input.orderId())).toList();
    }
}
