package dev.martlet.customers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.customers.api.CheckCustomer;
import dev.martlet.customers.api.CreditReleased;
import dev.martlet.customers.api.CreditReservation.Insufficient;
import dev.martlet.customers.api.CreditReservation.Released;
import dev.martlet.customers.api.CreditReservation.Reserved;
import dev.martlet.customers.api.CreditReservation.Unknown;
import dev.martlet.customers.api.CustomerStanding;
import dev.martlet.customers.api.CustomersApi;
import dev.martlet.customers.api.ReleaseCredit;
import dev.martlet.customers.api.ReserveCredit;
import dev.martlet.platform.core.Money;
import dev.martlet.platform.testing.ModuleHarness;
import dev.martlet.platform.testing.Placement;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract of {@link CustomersApi}, in every placement of the module. */
@ParameterizedClass
@EnumSource
class CustomersApiTest {
    private static ModuleHarness module;

    private final CustomersApi customers;
    private final CustomersDriver driver;

    CustomersApiTest(Placement placement) {
        customers = module.api(CustomersApi.class, placement);
        driver = new CustomersDriver(module.http());
    }

    @BeforeAll
    static void start() {
        module = ModuleHarness.of(new CustomersModule()).start();
    }

    @AfterAll
    static void stop() {
        module.close();
    }

    @Test
    void aNewCustomerMayPlaceOrders() {
        assertThat(customers.check(new CheckCustomer(driver.register()))).isEqualTo(new CustomerStanding.Active());
    }

    @Test
    void aDeactivatedCustomerMayNotPlaceOrdersUntilActivatedAgain() {
        var ada = driver.register();

        driver.change(ada, "{\"active\": false}").expect(200);
        assertThat(customers.check(new CheckCustomer(ada))).isEqualTo(new CustomerStanding.Inactive());

        driver.change(ada, "{\"active\": true}").expect(200);
        assertThat(customers.check(new CheckCustomer(ada))).isEqualTo(new CustomerStanding.Active());
    }

    @Test
    void unknownAndDeletedCustomersAreUnknown() {
        var ada = driver.registerWithLimit(100);
        driver.delete(ada).expect(204);

        assertThat(customers.check(new CheckCustomer(UUID.randomUUID()))).isEqualTo(new CustomerStanding.Unknown());
        assertThat(customers.check(new CheckCustomer(ada))).isEqualTo(new CustomerStanding.Unknown());
        assertThat(customers.reserveCredit(order(UUID.randomUUID(), 1))).isEqualTo(new Unknown());
        assertThat(customers.reserveCredit(order(ada, 1))).isEqualTo(new Unknown());
    }

    @Test
    void ordersReserveCreditUpToTheLimit() {
        var ada = driver.registerWithLimit(100);

        assertThat(customers.reserveCredit(order(ada, 60))).isEqualTo(new Reserved());
        assertThat(customers.reserveCredit(order(ada, 41))).isEqualTo(new Insufficient());
        assertThat(customers.reserveCredit(order(ada, 40))).isEqualTo(new Reserved());
        assertThat(customers.reserveCredit(order(ada, 1))).isEqualTo(new Insufficient());
        assertThat(driver.reserved(ada)).isEqualTo(Money.of(100, "EUR"));
        assertThat(driver.available(ada)).isEqualTo(Money.zero("EUR"));
    }

    @Test
    void anotherCurrencyThanTheLimitsIsRefused() {
        var ada = driver.registerWithLimit(100);

        assertThat(customers.reserveCredit(new ReserveCredit(UUID.randomUUID(), ada, Money.of(1, "USD")))).isEqualTo(new Insufficient());
        assertThat(driver.reserved(ada)).isEqualTo(Money.zero("EUR"));
    }

    @Test
    void aRepeatedReservationReservesNothingMore() {
        var ada = driver.registerWithLimit(100);
        var order = order(ada, 60);
        customers.reserveCredit(order);

        assertThat(customers.reserveCredit(order)).isEqualTo(new Reserved());
        assertThat(driver.reserved(ada)).isEqualTo(Money.of(60, "EUR"));
    }

    @Test
    void anOrderKeepsItsCreditWhenTheCustomerIsChanged() {
        var ada = driver.registerWithLimit(100);
        var order = order(ada, 60);
        customers.reserveCredit(order);

        driver.change(ada, "{\"creditLimit\": null, \"active\": false}").expect(200);

        assertThat(customers.reserveCredit(order)).isEqualTo(new Reserved());
        assertThat(driver.reserved(ada)).isEqualTo(Money.of(60, "EUR"));
        assertThat(driver.available(ada)).isEqualTo(Money.zero("EUR"));
    }

    @Test
    void anInactiveCustomersCreditCanBeReserved() {
        var ada = driver.registerWithLimit(100);
        driver.change(ada, "{\"active\": false}").expect(200);

        assertThat(customers.reserveCredit(order(ada, 60))).isEqualTo(new Reserved());
        assertThat(driver.reserved(ada)).isEqualTo(Money.of(60, "EUR"));
    }

    @Test
    void aRefusedOrderStaysRefused() {
        var ada = driver.registerWithLimit(100);
        var order = order(ada, 101);
        customers.reserveCredit(order);

        driver.limit(ada, 1000);

        assertThat(customers.reserveCredit(order)).isEqualTo(new Insufficient());
        assertThat(driver.reserved(ada)).isEqualTo(Money.zero("EUR"));
    }

    @Test
    void creditIsReleasedOnce() {
        var ada = driver.registerWithLimit(100);
        var order = order(ada, 60);
        customers.reserveCredit(order);
        customers.reserveCredit(order(ada, 30));

        assertThat(customers.releaseCredit(new ReleaseCredit(order.orderId()))).isEqualTo(new CreditReleased());
        assertThat(customers.releaseCredit(new ReleaseCredit(order.orderId()))).isEqualTo(new CreditReleased());
        assertThat(driver.reserved(ada)).isEqualTo(Money.of(30, "EUR"));
    }

    @Test
    void aReleasedOrderNeverReservesAgain() {
        var ada = driver.registerWithLimit(100);
        var order = order(ada, 60);
        customers.reserveCredit(order);
        customers.releaseCredit(new ReleaseCredit(order.orderId()));

        assertThat(customers.reserveCredit(order)).isEqualTo(new Released());
        assertThat(driver.reserved(ada)).isEqualTo(Money.zero("EUR"));
    }

    @Test
    void anOrderThatIsReleasedBeforeItReservesNeverReserves() {
        var ada = driver.registerWithLimit(100);
        var order = order(ada, 60);
        customers.releaseCredit(new ReleaseCredit(order.orderId()));

        assertThat(customers.reserveCredit(order)).isEqualTo(new Released());
        assertThat(driver.reserved(ada)).isEqualTo(Money.zero("EUR"));
    }

    @Test
    void aReleaseOfARefusedOrderReleasesNoCredit() {
        var ada = driver.registerWithLimit(100);
        var refused = order(ada, 101);
        customers.reserveCredit(order(ada, 60));
        customers.reserveCredit(refused);

        customers.releaseCredit(new ReleaseCredit(refused.orderId()));

        assertThat(customers.reserveCredit(refused)).isEqualTo(new Released());
        assertThat(driver.reserved(ada)).isEqualTo(Money.of(60, "EUR"));
    }

    @Test
    void theDecisionForAnOrderOutlivesItsCustomer() {
        var ada = driver.registerWithLimit(100);
        var free = order(ada, 0);
        var released = order(ada, 100);
        customers.reserveCredit(free);
        customers.reserveCredit(released);
        customers.releaseCredit(new ReleaseCredit(released.orderId()));
        driver.delete(ada).expect(204);

        assertThat(customers.reserveCredit(free)).isEqualTo(new Reserved());
        assertThat(customers.reserveCredit(released)).isEqualTo(new Released());
        assertThat(customers.releaseCredit(new ReleaseCredit(free.orderId()))).isEqualTo(new CreditReleased());
        assertThat(customers.reserveCredit(free)).isEqualTo(new Released());
    }

    private static ReserveCredit order(UUID customerId, long cents) {
        return new ReserveCredit(UUID.randomUUID(), customerId, Money.of(cents, "EUR"));
    }
}
