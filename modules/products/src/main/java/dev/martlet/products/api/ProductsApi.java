package dev.martlet.products.api;

import dev.martlet.platform.calls.Api;
import dev.martlet.platform.calls.Keyed;

/** The operations that products offers to other modules. */
@Api(module = "products")
public interface ProductsApi {
    /**
     * Reserves stock for all items of an order, or for none, at the current prices. A repeated request for the same order has the same lines as result
     * and reserves nothing more. After a {@link #release} of the order the result is {@link StockReservation.Released}, even if nothing was reserved
     * before.
     */
    @Keyed("orderId")
    StockReservation reserve(ReserveStock request);

    /** Removes the stock that is reserved for an order. A repeated request has the same result and removes nothing more. */
    @Keyed("orderId")
    StockConfirmation confirm(ConfirmStock request);

    /** Returns the stock of an order to the available stock, whether reserved or confirmed, and prevents every later reservation for it. Repeatable. */
    @Keyed("orderId")
    StockReleased release(ReleaseStock request);
}
