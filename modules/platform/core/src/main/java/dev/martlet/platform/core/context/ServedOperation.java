package dev.martlet.platform.core.context;

/** Which operation the request of this thread asks for: method and path template, {@code POST /orders}. Calls are counted by it. */
public final class ServedOperation {
    /** Of work that no request waits for. */
    public static final String NONE = "";

    private static final ScopedValue<String> CURRENT = ScopedValue.newInstance();

    private ServedOperation() {}

    public static String current() {
        return CURRENT.orElse(NONE);
    }

    public static void run(String operation, Runnable work) {
        ScopedValue.where(CURRENT, operation).run(work);
    }
}
