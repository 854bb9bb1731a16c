package dev.martlet.platform.http.server;

import dev.martlet.platform.http.Entity;
import dev.martlet.platform.http.EntityTag;
import dev.martlet.platform.http.Response;
import dev.martlet.platform.http.limits.ConcurrencyLimit;
import dev.martlet.platform.http.limits.GracefulShutdown;
import dev.martlet.platform.http.limits.IoTimeout;
import dev.martlet.platform.http.problem.Problem;
import dev.martlet.platform.http.problem.ProblemType;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** Sends an answer, with the headers that every answer has. */
final class ResponseWriter {
    static final String RETRY_AFTER_SECONDS = "2";
    private static final HeaderName NO_SNIFF = HeaderNames.create("X-Content-Type-Options");

    private ResponseWriter() {}

    /** @return the status that was sent */
    static int send(ServerRequest request, ServerResponse response, Response answer) {
        Optional<Entity> content = Entity.of(answer);
        ConcurrencyLimit.reduceMemoryTo(content.map(body -> body.bytes().length).orElse(0));
        boolean zipped = content.filter(body -> !answer.isMessage() && Gzip.suits(request.headers(), body)).isPresent();
        Optional<String> tag = content.filter(_ -> hasTag(request, answer))
                .map(body -> EntityTag.of(body.bytes()))
                .map(plain -> zipped ? EntityTag.zipped(plain) : plain);
        headers(response, answer, tag);
        if (isRead(request) && tag.isPresent() && EntityTag.isNamed(request.headers().all(HeaderNames.IF_NONE_MATCH, List::of), tag.get())) {
            response.status(Status.NOT_MODIFIED_304);
            writing(response::send);
            return 304;
        }
        response.status(Status.create(answer.status()));
        if (zipped) {
            response.header(HeaderNames.CONTENT_ENCODING, Gzip.CODING);
        }
        writing(() -> content.map(body -> zipped ? Gzip.of(body) : body).ifPresentOrElse(body -> send(request, response, body), response::send));
        return answer.status();
    }

    /** Sends what is wrong with a request that cannot be read to its end, and closes the connection: the rest of the body would be read as another request. */
    static void sendLast(ServerRequest request, ServerResponse response, Problem problem) {
        response.header(HeaderValues.CONNECTION_CLOSE);
        send(request, response, Response.of(problem));
        ConnectionGuard.lingerAndClose(problem);
    }

    /** Writes to the client for a bounded time; one that has gone is no failure of ours. */
    static void writing(Writing work) {
        try (var _ = IoTimeout.of(IoTimeout.LONGEST_WRITE)) {
            work.run();
        } catch (IOException | UncheckedIOException gone) {
            throw new CloseConnectionException("The client has gone or does not read", gone);
        }
    }

    /** Something that writes to a client. */
    @FunctionalInterface
    interface Writing {
        void run() throws IOException;
    }

    static void streamHeaders(ServerResponse response, String mediaType) {
        response.header(NO_SNIFF, "nosniff");
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        response.header(HeaderNames.CONTENT_TYPE, mediaType);
    }

    static boolean isRead(ServerRequest request) {
        Method method = request.prologue().method();
        return method.equals(Method.GET) || method.equals(Method.HEAD);
    }

    private static boolean hasTag(ServerRequest request, Response answer) {
        return !answer.isMessage() && (answer.status() == 200 || answer.status() == 201 && !isRead(request));
    }

    private static void headers(ServerResponse response, Response answer, Optional<String> tag) {
        if (!answer.isMessage()) {
            response.header(NO_SNIFF, "nosniff");
            response.header(HeaderNames.CACHE_CONTROL, tag.isPresent() ? "no-cache" : "no-store");
        }
        tag.ifPresent(value -> response.header(HeaderNames.ETAG, value));
        if (isForLater(answer)) {
            response.header(HeaderNames.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        answer.headers().forEach((name, value) -> response.header(name, value));
        if (!answer.isMessage() && answer.body().isPresent()) {
            Vary.add(response.headers(), HeaderNames.ACCEPT_ENCODING.defaultCase());
        }
        if (GracefulShutdown.isHere()) {
            response.header(HeaderValues.CONNECTION_CLOSE);
        }
    }

    private static boolean isForLater(Response answer) {
        boolean isInProgress = answer.body().orElse("") instanceof Problem problem && problem.type().equals(ProblemType.IDEMPOTENCY_KEY_IN_PROGRESS);
        return answer.status() == 429 || answer.status() == 503 || isInProgress;
    }

    private static void send(ServerRequest request, ServerResponse response, Entity body) {
        response.header(HeaderNames.CONTENT_TYPE, body.mediaType());
        if (request.prologue().method().equals(Method.HEAD)) {
            response.contentLength(body.bytes().length);
            response.send();
        } else {
            response.send(body.bytes());
        }
    }
}
