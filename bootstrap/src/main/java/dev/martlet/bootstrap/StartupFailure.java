package dev.martlet.bootstrap;

import java.util.List;

/** Ends the start of the program with a message for the operator. */
public final class StartupFailure extends RuntimeException {
    /** sysexits.h EX_CONFIG: the configuration cannot work. */
    public static final int CONFIGURATION = 78;
    /** sysexits.h EX_USAGE: the arguments are not known. */
    static final int USAGE = 64;
    /** 128 + SIGTERM: stopped while it started. */
    public static final int STOPPED = 143;
    /** sysexits.h EX_SOFTWARE: a listener or a worker died for good. */
    static final int BROKEN = 70;

    private static final long serialVersionUID = 1;
    private final int code;
    private final transient List<String> lines;

    StartupFailure(int code, List<String> lines) {
        super(String.join("; ", lines), null, false, false);
        this.code = code;
        this.lines = List.copyOf(lines);
    }

    public int code() {
        return code;
    }

    /** What goes to standard error, line by line. */
    public List<String> lines() {
        return lines;
    }
}
