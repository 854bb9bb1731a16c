package dev.martlet.samples.application;

import dev.martlet.samples.api.CountSamples;
import dev.martlet.samples.api.SampleCount;
import dev.martlet.samples.api.SamplesApi;

/** Implements {@link SamplesApi}. */
public final class SamplesService implements SamplesApi {
    private final StoredSamples stored;

    public SamplesService(StoredSamples stored) {
        this.stored = stored;
    }

    @Override
    public SampleCount count(CountSamples request) {
        return new SampleCount(stored.count(request.customerId()));
    }
}
