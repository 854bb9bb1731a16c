package dev.martlet.samples.api;

import java.util.UUID;

/** The request of {@link SamplesApi#count}. */
public record CountSamples(UUID customerId) {}
