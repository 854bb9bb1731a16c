package dev.martlet.samples.api;

import dev.martlet.platform.calls.Api;
import dev.martlet.platform.calls.Safe;

/** The operations that samples offers to other modules. */
@Api(module = "samples")
public interface SamplesApi {
    /** How many samples the customer has now; 0 for an unknown customer. */
    @Safe
    SampleCount count(CountSamples request);
}
