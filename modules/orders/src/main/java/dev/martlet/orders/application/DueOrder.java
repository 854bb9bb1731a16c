package dev.martlet.orders.application;

import dev.martlet.orders.domain.Order;
import java.util.Optional;

/**
 * An unfinished order that is due to be continued.
 *
 * @param traceparent the span in which it was left unfinished first (W3C Trace Context); empty if the process ended during that attempt
 */
public record DueOrder(Order order, Optional<String> traceparent) {}
