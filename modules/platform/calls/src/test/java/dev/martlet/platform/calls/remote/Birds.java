package dev.martlet.platform.calls.remote;

import dev.martlet.platform.calls.invoke.Operation;

/** The operations of {@link BirdsApi}. */
final class Birds {
    static final Operation HEAR = operation(BirdsApi.class, "hear");
    static final Operation FEED = operation(BirdsApi.class, "feed");

    private Birds() {}

    static Operation operation(Class<?> api, String name) {
        return Operation.of(api).stream().filter(operation -> operation.name().equals(name)).findFirst().orElseThrow();
    }
}
