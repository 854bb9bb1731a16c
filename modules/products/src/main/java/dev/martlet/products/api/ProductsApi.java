package dev.martlet.products.api;

import dev.martlet.platform.calls.Api;
import dev.martlet.platform.calls.Keyed;

/** What other modules may ask of products. */
@Api(module = "products")
public interface ProductsApi {
    /**
     * Reserves stock for all items of an order, or for none, at the prices of this moment. Asked again for the same order, it answers with the
     * same lines and reserves nothing more; after a {@link #release} for the order it answers {@link StockReservation.Released}, even if nothing
     * had been reserved before.
     */
    @Keyed("orderId")
    StockReservation reserve(ReserveStock request);

    /** Takes what the order has reserved out of the stock for good. */
    @Keyed("orderId")
    StockConfirmation confirm(ConfirmStock request);

    /** Gives back whatever the order holds, reserved or confirmed, and refuses every later reservation for it. */
    @Keyed("orderId")
    StockReleased release(ReleaseStock request);
}
