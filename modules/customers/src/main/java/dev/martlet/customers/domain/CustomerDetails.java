package dev.martlet.customers.domain;

import dev.martlet.platform.core.Money;

/** What may be changed about a customer. */
public record CustomerDetails(String email, String name, boolean active, Money creditLimit) {}
