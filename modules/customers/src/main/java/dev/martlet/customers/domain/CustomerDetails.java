package dev.martlet.customers.domain;

import dev.martlet.platform.core.Money;

/** What a change of a customer may change. */
public record CustomerDetails(String email, String name, boolean active, Money creditLimit) {}
