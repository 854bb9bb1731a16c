package dev.martlet.orders.infrastructure;

import dev.martlet.orders.domain.Order;
import dev.martlet.orders.domain.Rejection;
import dev.martlet.orders.domain.RejectionReason;
import dev.martlet.platform.core.Money;
import dev.martlet.platform.http.problem.Problem;
import dev.martlet.platform.http.problem.Problem.InputError;
import dev.martlet.platform.http.problem.ProblemType;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Makes the problem with which the request of a rejected order is answered. */
final class RejectionProblems {
    private static final ProblemType CUSTOMER_NOT_FOUND = type(RejectionReason.CUSTOMER_NOT_FOUND, 422, "There is no such customer");
    private static final ProblemType CUSTOMER_INACTIVE = type(RejectionReason.CUSTOMER_INACTIVE, 409, "The customer may not place orders");
    private static final ProblemType PRODUCT_NOT_FOUND = type(RejectionReason.PRODUCT_NOT_FOUND, 422, "There is no such product");
    private static final ProblemType INSUFFICIENT_STOCK = type(RejectionReason.INSUFFICIENT_STOCK, 409, "There is not enough in stock");
    private static final ProblemType MIXED_CURRENCIES = type(RejectionReason.MIXED_CURRENCIES, 409, "The products are priced in several currencies");
    private static final ProblemType PAYMENT_DECLINED = type(RejectionReason.PAYMENT_DECLINED, 402, "The payment was declined");
    private static final ProblemType INSUFFICIENT_CREDIT = type(RejectionReason.INSUFFICIENT_CREDIT, 402, "The credit does not cover the order");
    private static final ProblemType EXPIRED = type(RejectionReason.EXPIRED, 409, "The order could not be confirmed in time");

    private RejectionProblems() {}

    /** The instance is the order: a repeated request gets the same problem. */
    static Problem of(Order order) {
        var problem = problem(order, order.rejection().orElseThrow());
        return new Problem(problem.type(), problem.detail(), problem.errors(), Map.of("orderId", order.id()), "urn:uuid:" + order.id());
    }

    private static Problem problem(Order order, Rejection rejection) {
        return switch (rejection.reason()) {
            case CUSTOMER_NOT_FOUND -> new Problem(
                    CUSTOMER_NOT_FOUND, "The customer does not exist.", List.of(new InputError("/customerId", "must be the id of a customer")), Map.of());
            case CUSTOMER_INACTIVE -> Problem.of(CUSTOMER_INACTIVE, "The order's customer is not active.");
            case PRODUCT_NOT_FOUND -> new Problem(
                    PRODUCT_NOT_FOUND, "Some of the products do not exist.", errors(order, rejection, "/productId", "must be the id of a product"), Map.of());
            case INSUFFICIENT_STOCK -> new Problem(
                    INSUFFICIENT_STOCK, "Some products are out of stock.", errors(order, rejection, "/quantity", "exceeds the available stock"), Map.of());
            case MIXED_CURRENCIES -> Problem.of(MIXED_CURRENCIES, "All products of an order must be priced in one currency.");
            case INVALID_REQUEST -> Problem.invalid("/items", "must not cost more than " + Money.MAX_AMOUNT + " minor units in all");
            case PAYMENT_DECLINED -> Problem.of(PAYMENT_DECLINED, "Nothing was charged. Use another payment method.");
            case INSUFFICIENT_CREDIT -> Problem.of(INSUFFICIENT_CREDIT, "The customer's available credit is less than the order's total.");
            case EXPIRED -> Problem.of(EXPIRED, "Nothing was charged. The order can be placed again.");
        };
    }

    private static List<InputError> errors(Order order, Rejection rejection, String member, String message) {
        return IntStream.range(0, order.lines().size())
                .filter(i -> rejection.productIds().contains(order.lines().get(i).productId()))
                .mapToObj(i -> new InputError("/items/" + i + member, message))
                .toList();
    }

    private static ProblemType type(RejectionReason reason, int status, String title) {
        return new ProblemType(reason.code(), status, title);
    }
}
