package dev.martlet.orders.application;

import dev.martlet.customers.api.CustomersApi;
import dev.martlet.payments.api.PaymentsApi;
import dev.martlet.products.api.ProductsApi;

/** The modules that the saga calls. Their calls may end with a {@code CallFailure}. */
public record OrderServices(CustomersApi customers, ProductsApi products, PaymentsApi payments) {}
