package dev.martlet.platform.security;

import dev.martlet.platform.core.work.Worker;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The issuer's keys, kept and read anew ahead of their use. An issuer that is away, or whose key set is broken, does no harm while its keys are known. A key
 * that is not known makes a request read the set again, at most once in 30 s.
 */
final class KeySet implements AutoCloseable {
    private static final Logger LOG = System.getLogger(KeySet.class.getName());
    private static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(30);
    /** After failures. */
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(10);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(4);

    private final KeySource source;
    private final Worker worker;
    private final long betweenQuestions;
    private final ReentrantLock asking = new ReentrantLock();
    private long askedAt;
    private byte[] bytes = {};
    private volatile Optional<VerificationKeys> current = Optional.empty();

    KeySet(KeySource source) {
        this(source, source.interval(), BETWEEN_QUESTIONS);
    }

    /** @param betweenQuestions the least time between two readings that unknown keys cause */
    KeySet(KeySource source, Duration interval, Duration betweenQuestions) {
        this.source = source;
        this.betweenQuestions = betweenQuestions.toNanos();
        askedAt = System.nanoTime() - this.betweenQuestions;
        worker = new Worker("the key set of security.jwt.jwks", interval, LONGEST_BACKOFF, this::refresh);
    }

    KeySet start() {
        worker.start();
        return this;
    }

    /** @throws KeysUnavailable if the set could not be read yet */
    VerificationKeys known() {
        return current.or(this::ask).orElseThrow(KeysUnavailable::new);
    }

    /** The keys that may have signed a token with this header. @throws KeysUnavailable if the set could not be read yet */
    List<VerificationKey> candidates(Optional<String> id, String algorithm) {
        VerificationKeys known = known();
        List<VerificationKey> found = known.candidates(id, algorithm);
        return found.isEmpty() ? ask().orElse(known).candidates(id, algorithm) : found;
    }

    @Override
    public void close() {
        worker.close();
    }

    private boolean refresh() throws IOException {
        asking.lock();
        try {
            read();
        } finally {
            asking.unlock();
        }
        return false;
    }

    /** Requests that come meanwhile wait for the one that reads. */
    private Optional<VerificationKeys> ask() {
        Optional<VerificationKeys> before = current;
        try {
            if (asking.tryLock(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    askUnlessAsked(before);
                } finally {
                    asking.unlock();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return current;
    }

    private void askUnlessAsked(Optional<VerificationKeys> before) {
        if (current != before || System.nanoTime() - askedAt < betweenQuestions) {
            return;
        }
        askedAt = System.nanoTime();
        try {
            read();
        } catch (IOException failure) {
            LOG.log(Level.WARNING, "A token has an unknown key, and the key set cannot be read: " + failure.getMessage());
        }
    }

    private void read() throws IOException {
        byte[] now = source.read();
        if (!Arrays.equals(now, bytes)) {
            current = Optional.of(VerificationKeys.parse(now));
            bytes = now;
        }
    }
}
