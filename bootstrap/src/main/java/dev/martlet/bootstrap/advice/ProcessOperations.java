package dev.martlet.bootstrap.advice;

import dev.martlet.platform.calls.invoke.Invoker;
import dev.martlet.platform.calls.invoke.Operation;
import dev.martlet.platform.calls.Safe;
import java.util.List;
import java.util.function.Function;

/** What a process answers to other processes of the shop about itself, on the internal port: {@code /internal/process/…}. No module has that name. */
public final class ProcessOperations {
    private static final String NAME = "process";

    private final Function<ProcessUsage.Query, ProcessUsage> usage;

    /** @param usage what this process says of itself */
    ProcessOperations(Function<ProcessUsage.Query, ProcessUsage> usage) {
        this.usage = usage;
    }

    /** Answers what this process did lately. */
    @FunctionalInterface
    interface Usage {
        @Safe
        ProcessUsage usage(ProcessUsage.Query query);
    }

    public static List<Operation> all() {
        return List.of(Echo.operation(), usage());
    }

    static Operation usage() {
        return named(Usage.class, "usage", ProcessUsage.Query.class);
    }

    /** Where calls of them end. */
    public Invoker invoker() {
        return (_, request) -> request instanceof ProcessUsage.Query query ? usage.apply(query) : request;
    }

    static Operation named(Class<?> type, String name, Class<?> request) {
        try {
            return Operation.of(type.getDeclaredMethod(name, request), NAME);
        } catch (NoSuchMethodException bug) {
            throw new IllegalStateException(bug);
        }
    }
}
