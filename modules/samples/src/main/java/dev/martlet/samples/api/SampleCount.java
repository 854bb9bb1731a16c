package dev.martlet.samples.api;

/** The result of {@link SamplesApi#count}. */
public record SampleCount(long count) {}
