package dev.martlet.platform.http;

import dev.martlet.platform.core.work.Deadline;
import dev.martlet.platform.http.limits.ConcurrencyLimit;
import dev.martlet.platform.http.limits.IoTimeout;
import dev.martlet.platform.http.problem.Problem;
import dev.martlet.platform.http.problem.ProblemException;
import dev.martlet.platform.http.problem.ProblemType;
import io.helidon.common.buffers.DataReader;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads a body whole, within bounds of size and time. */
public final class RequestBody {
    public static final int LARGEST = 1024 * 1024;
    /** A body up to this size takes no part of the memory budget. */
    private static final int SMALL = 16 * 1024;
    /** The bytes themselves, as text, and what is decoded from them. */
    private static final int MEMORY_PER_BYTE = 12;
    private static final Pattern UTF_8 = Pattern.compile("\\s*charset\\s*=\\s*\"?utf-8\"?\\s*", Pattern.CASE_INSENSITIVE);

    private static final Pattern EMPTY_OBJECT = Pattern.compile("[ \\t\\r\\n]*\\{[ \\t\\r\\n]*}[ \\t\\r\\n]*");

    private RequestBody() {}

    /**
     * Ends with 415 unless the body's media type is one of these, in UTF-8. Empty if there is none. Reading one byte more than is announced finds the end,
     * without a large buffer for a small body.
     */
    static byte[] read(ServerRequest request, List<String> mediaTypes) {
        if (!request.content().hasEntity()) {
            return new byte[0];
        }
        requireMediaType(request, mediaTypes);
        return read(request);
    }

    /**
     * Ends with 400, or 415 if it is not JSON, unless the request has no body, or only {@code {}}: a body that the route does not look at could mean
     * something that the route does not do.
     */
    public static void requireNone(ServerRequest request) {
        if (!request.content().hasEntity()) {
            return;
        }
        byte[] body = read(request);
        boolean isEmptyObject = EMPTY_OBJECT.matcher(new String(body, StandardCharsets.UTF_8)).matches();
        if (body.length == 0 || isEmptyObject && !request.headers().contains(HeaderNames.CONTENT_TYPE)) {
            return;
        }
        requireMediaType(request, List.of(Entity.JSON));
        if (!isEmptyObject) {
            JsonBody.tree(body);
            throw new ProblemException(Problem.invalid("", "must be empty, because this request takes no body"));
        }
    }

    private static byte[] read(ServerRequest request) {
        try (var _ = IoTimeout.of(Deadline.remaining()); var body = request.content().inputStream()) {
            long announced = request.headers().contentLength().orElse(LARGEST);
            return read(body, (int) Math.min(announced, LARGEST) + 1);
        } catch (IOException | UncheckedIOException | DataReader.InsufficientDataAvailableException gone) {
            throw new CloseConnectionException("The client did not send the whole body", gone);
        }
    }

    private static byte[] read(InputStream body, int most) throws IOException {
        byte[] first = body.readNBytes(Math.min(most, SMALL));
        if (first.length < SMALL || first.length == most) {
            return first;
        }
        ConcurrencyLimit.takeMemory((long) most * MEMORY_PER_BYTE);
        byte[] whole = Arrays.copyOf(first, most);
        int read = first.length + body.readNBytes(whole, first.length, most - first.length);
        return read == most ? whole : Arrays.copyOf(whole, read);
    }

    /** Reads the unread rest, so that the connection can take the next request. */
    public static void discard(ServerRequest request, Duration limit) {
        if (request.content().consumed()) {
            return;
        }
        if (!request.continueSent()) {
            throw new CloseConnectionException("The client waits for 100 Continue before it sends its body");
        }
        try (var _ = IoTimeout.of(limit)) {
            request.content().consume();
        } catch (RuntimeException gone) {
            throw new CloseConnectionException("The client did not send the whole body", gone);
        }
    }

    static Problem tooLarge() {
        return Problem.of(ProblemType.CONTENT_TOO_LARGE, "A body may have at most 1 MiB.");
    }

    private static void requireMediaType(ServerRequest request, List<String> mediaTypes) {
        String given = request.headers().first(HeaderNames.CONTENT_TYPE).orElse("");
        if (!mediaTypes.contains(given)) {
            requireMediaType(given.split(";"), mediaTypes);
        }
    }

    private static void requireMediaType(String[] parts, List<String> mediaTypes) {
        boolean known = mediaTypes.contains(parts[0].strip().toLowerCase(Locale.ROOT));
        for (int i = 1; i < parts.length; i++) {
            known &= !parts[i].strip().toLowerCase(Locale.ROOT).startsWith("charset") || UTF_8.matcher(parts[i]).matches();
        }
        if (!known) {
            throw new ProblemException(Problem.of(
                    ProblemType.UNSUPPORTED_MEDIA_TYPE, "The body must be " + String.join(" or ", mediaTypes) + " in UTF-8."));
        }
    }
}
