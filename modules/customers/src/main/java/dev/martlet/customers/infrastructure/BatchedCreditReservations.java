package dev.martlet.customers.infrastructure;

import dev.martlet.customers.api.ReserveCredit;
import dev.martlet.customers.application.CreditReservations;
import dev.martlet.customers.domain.CreditStatus;
import dev.martlet.platform.sql.Batcher;
import dev.martlet.platform.sql.Database;
import java.util.Optional;
import java.util.UUID;

/** The credit reservations of customers who order at the same time: reserved together in one statement. Those of one customer come one after the other. */
public final class BatchedCreditReservations implements CreditReservations {
    private final CreditReservationRepository reservations;
    private final Batcher<ReserveCredit, Optional<CreditStatus>> requests;

    public BatchedCreditReservations(Database database) {
        reservations = new CreditReservationRepository(database.sql());
        requests = Batcher.of(
                database, "customers.reserve-credit", ReserveCredit::customerId, (sql, inputs) -> new CreditReservationRepository(sql).reserve(inputs));
    }

    @Override
    public Optional<CreditStatus> reserve(ReserveCredit request) {
        return requests.run(request);
    }

    @Override
    public Optional<CreditStatus> find(UUID orderId) {
        return reservations.find(orderId);
    }

    @Override
    public void release(UUID orderId) {
        reservations.release(orderId);
    }
}
