package dev.martlet.samples.infrastructure;

import dev.martlet.samples.domain.Sample;
import java.time.Instant;
import java.util.UUID;

/** A sample in REST responses. */
record SampleView(UUID id, UUID customerId, String text, Instant createdAt) {
    static SampleView of(Sample shown) {
        return new SampleView(shown.id(), shown.customerId(), shown.text(), shown.createdAt());
    }
}
