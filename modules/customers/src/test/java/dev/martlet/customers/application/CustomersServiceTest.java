package dev.martlet.customers.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.customers.api.CheckCustomer;
import dev.martlet.customers.api.CreditReservation;
import dev.martlet.customers.api.CustomerStanding;
import dev.martlet.customers.api.ReleaseCredit;
import dev.martlet.customers.api.ReserveCredit;
import dev.martlet.customers.domain.CreditStatus;
import dev.martlet.customers.domain.Customer;
import dev.martlet.customers.domain.CustomerDetails;
import dev.martlet.platform.core.Money;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CustomersServiceTest {
    private final InMemoryCustomers customers = new InMemoryCustomers();
    private final InMemoryCreditReservations reservations = new InMemoryCreditReservations(customers);
    private final CustomersService service = new CustomersService(customers, reservations);
    private final Customer ada = add();

    @Test
    void eachStandingHasItsAnswer() {
        assertThat(service.check(new CheckCustomer(ada.id()))).isEqualTo(new CustomerStanding.Active());
        assertThat(service.check(new CheckCustomer(UUID.randomUUID()))).isEqualTo(new CustomerStanding.Unknown());

        customers.put(ada.with(new CustomerDetails(ada.email(), ada.name(), false, ada.credit().limit()), CustomerFixture.REGISTERED_AT).orElseThrow());
        assertThat(service.check(new CheckCustomer(ada.id()))).isEqualTo(new CustomerStanding.Inactive());
    }

    @Test
    void ordersReserveCreditUpToTheLimit() {
        assertThat(service.reserveCredit(order(60))).isEqualTo(new CreditReservation.Reserved());
        assertThat(service.reserveCredit(order(41))).isEqualTo(new CreditReservation.Insufficient());
        assertThat(service.reserveCredit(order(40))).isEqualTo(new CreditReservation.Reserved());
        assertThat(reserved()).isEqualTo(CustomerFixture.euro(100));
    }

    @Test
    void anotherCurrencyIsNotCovered() {
        var yen = new ReserveCredit(UUID.randomUUID(), ada.id(), Money.of(1, "JPY"));

        assertThat(service.reserveCredit(yen)).isEqualTo(new CreditReservation.Insufficient());
        assertThat(reserved()).isEqualTo(CustomerFixture.euro(0));
    }

    @Test
    void anUnknownCustomerReservesNothing() {
        var order = new ReserveCredit(UUID.randomUUID(), UUID.randomUUID(), CustomerFixture.euro(1));

        assertThat(service.reserveCredit(order)).isEqualTo(new CreditReservation.Unknown());
    }

    @Test
    void aRepeatedReservationHasTheSameAnswerAndReservesNothingMore() {
        var order = order(60);
        var refused = order(41);
        service.reserveCredit(order);
        service.reserveCredit(refused);

        assertThat(service.reserveCredit(order)).isEqualTo(new CreditReservation.Reserved());
        assertThat(service.reserveCredit(refused)).isEqualTo(new CreditReservation.Insufficient());
        assertThat(reserved()).isEqualTo(CustomerFixture.euro(60));
    }

    @Test
    void aReleaseReturnsTheCreditOnceAndIsFinal() {
        var order = order(60);
        service.reserveCredit(order);
        service.reserveCredit(order(30));

        service.releaseCredit(new ReleaseCredit(order.orderId()));
        service.releaseCredit(new ReleaseCredit(order.orderId()));

        assertThat(reserved()).isEqualTo(CustomerFixture.euro(30));
        assertThat(service.reserveCredit(order)).isEqualTo(new CreditReservation.Released());
    }

    @Test
    void aReleaseBeforeTheReservationPreventsIt() {
        var order = order(60);
        service.releaseCredit(new ReleaseCredit(order.orderId()));

        assertThat(service.reserveCredit(order)).isEqualTo(new CreditReservation.Released());
        assertThat(reserved()).isEqualTo(CustomerFixture.euro(0));
    }

    /** As it happens when the reservation waits for a lock of that transaction. */
    @Test
    void aDecisionOfAnotherTransactionIsTheAnswer() {
        var order = order(60);
        var concurrent = new CreditReservations() {
            @Override
            public Optional<CreditStatus> reserve(ReserveCredit request) {
                reservations.release(request.orderId());
                return Optional.empty();
            }

            @Override
            public Optional<CreditStatus> find(UUID orderId) {
                return reservations.find(orderId);
            }

            @Override
            public void release(UUID orderId) {
                reservations.release(orderId);
            }
        };

        assertThat(new CustomersService(customers, concurrent).reserveCredit(order)).isEqualTo(new CreditReservation.Released());
    }

    private ReserveCredit order(long cents) {
        return new ReserveCredit(UUID.randomUUID(), ada.id(), CustomerFixture.euro(cents));
    }

    private Money reserved() {
        return customers.get(ada.id()).credit().reserved();
    }

    private Customer add() {
        var customer = CustomerFixture.customer("Ada", 100, 0);
        customers.put(customer);
        return customer;
    }
}
