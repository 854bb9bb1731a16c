package dev.martlet.loyalty.domain;

import java.util.List;
import java.util.UUID;

/**
 * The points of a customer.
 *
 * @param points the sum of all entries
 * @param latest the latest entries, newest first
 */
public record PointAccount(UUID customerId, long points, List<PointEntry> latest) {}
