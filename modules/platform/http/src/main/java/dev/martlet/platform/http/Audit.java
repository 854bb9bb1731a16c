package dev.martlet.platform.http;

import dev.martlet.platform.core.context.Caller;
import java.lang.System.Logger.Level;
import java.lang.System.Logger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * The audit log, logger {@code audit}: one line for each change that staff makes, with who, what and when. A customer that changes what is its own leaves
 * none. Where no tokens are used, it is not known who it was.
 */
public final class Audit {
    private static final Logger LOG = System.getLogger("audit");
    private static final int LONGEST_SUBJECT = 200;
    private static final int SUCCESS_END = 300;
    private static final int HASH_BYTES = 8;

    private Audit() {}

    /** Logs a change that is committed, in the thread of its request. @param what without personal data, such as {@code Order 0199… cancelled} */
    public static void log(String what) {
        Caller caller = Caller.current();
        if (caller.isStaff()) {
            LOG.log(Level.INFO, () -> what + " by " + who(caller));
        }
    }

    /** The same for a change that the answer tells of: not if the answer is a problem, or repeats an earlier one. @return the answer */
    public static Response log(Response answer, String what) {
        if (answer.status() < SUCCESS_END && !answer.headers().containsKey("Idempotency-Replayed")) {
            log(what);
        }
        return answer;
    }

    /** Logs a change that a command of the program has made. Its caller is the user of the operating system. */
    public static void command(String command, String what) {
        LOG.log(Level.INFO, () -> what + " by \"" + subject(System.getProperty("user.name")) + "\" with " + command);
    }

    private static String who(Caller caller) {
        return switch (caller.kind()) {
            case IDENTIFIED -> "\"" + subject(caller.subject()) + "\"";
            case UNRESTRICTED, GUEST -> "an unknown caller";
        };
    }

    /** Mail addresses are not logged: of one there is the beginning of its hash, which says who it was to whoever knows the address. */
    private static String subject(String subject) {
        if (subject.contains("@")) {
            return "sha256:" + HexFormat.of().formatHex(EntityTag.sha256(subject.getBytes(StandardCharsets.UTF_8)), 0, HASH_BYTES);
        }
        return subject.length() > LONGEST_SUBJECT ? subject.substring(0, LONGEST_SUBJECT) + "…" : subject;
    }
}
