package dev.martlet.platform.calls.remote;

import dev.martlet.platform.calls.CallInvalid;
import dev.martlet.platform.calls.CallRejected;
import dev.martlet.platform.calls.CalleeUnreachable;
import dev.martlet.platform.calls.OutcomeUnknown;
import dev.martlet.platform.calls.contract.Contracts;
import dev.martlet.platform.calls.invoke.Invoker;
import dev.martlet.platform.calls.invoke.Operation;
import dev.martlet.platform.core.json.Codec;
import dev.martlet.platform.core.json.Json;
import dev.martlet.platform.core.trace.Span;
import dev.martlet.platform.core.work.Deadline;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import tools.jackson.core.JacksonException;

/** A module in another process: {@code POST /internal/<module>/<operation>}, one JSON object each way. */
public final class RemoteInvoker implements Invoker {
    private static final Logger LOG = System.getLogger(RemoteInvoker.class.getName());
    /** More is refused by every server of the product. */
    private static final int LARGEST_REQUEST = 1024 * 1024;
    /** Far above what any operation answers. */
    private static final int LARGEST_ANSWER = 4 * 1024 * 1024;
    /** Request timeout and too many requests: a later repetition may succeed. */
    private static final Set<Integer> BUSY = Set.of(408, 429);
    /** Said before the call begins, also of a caller whose time is over. */
    private static final String OVERLOADED = "overloaded";
    /** Without a charset, of which JSON has one alone (RFC 8259, section 8.1). */
    private static final ContentType JSON = ContentType.create("application/json");

    private final RemoteClient client;
    private final HttpHost host;
    private final String prefix;
    private final InternalSecrets secrets;
    private final Contracts contracts;

    /**
     * @param base the internal base URL of the process that runs the module
     * @param secrets what processes show each other, if anything
     * @param contracts what this process knows of each module, and where it notes what the other one says
     */
    public RemoteInvoker(RemoteClient client, URI base, InternalSecrets secrets, Contracts contracts) {
        this.client = client;
        this.host = HttpHost.create(base);
        this.prefix = base.getRawPath() + "/internal/";
        this.secrets = secrets;
        this.contracts = contracts;
    }

    @Override
    public Object call(Operation operation, Object request) {
        byte[] body = Codec.of(operation.request()).write(request);
        if (body.length > LARGEST_REQUEST) {
            throw new CallRejected(name(operation) + " was not called: its request has " + body.length + " bytes");
        }
        var post = post(operation, body, InternalHeaders.subject(operation, request));
        Span span = ClientSpans.begin(host, post);
        try {
            return exchange(operation, request, post, span);
        } catch (RuntimeException failure) {
            span.fail(failure);
            throw failure;
        } finally {
            span.end();
        }
    }

    private Object exchange(Operation operation, Object request, HttpPost post, Span span) {
        String subject = InternalHeaders.subject(operation, request);
        try (var exchange = client.send(host, post, RemoteClient.timeout())) {
            ClientSpans.answered(span, exchange.response().getCode());
            contracts.heard(subject, contract(exchange.response()));
            byte[] answer = exchange.body(LARGEST_ANSWER);
            if (exchange.response().getCode() != 200) {
                throw refused(operation, exchange.response().getCode(), answer);
            }
            return decode(operation, answer);
        } catch (IOException | JacksonException failure) {
            throw new OutcomeUnknown(name(operation) + " did not answer in full", failure);
        }
    }

    private static Object decode(Operation operation, byte[] answer) throws IOException {
        Object result = Codec.of(operation.response()).read(answer);
        if (result == null) {
            throw new IOException("an answer that is null");
        }
        return result;
    }

    private static Optional<String> contract(ClassicHttpResponse response) {
        return Optional.ofNullable(response.getFirstHeader(InternalHeaders.CONTRACT)).map(Header::getValue);
    }

    private HttpPost post(Operation operation, byte[] body, String subject) {
        var post = new HttpPost(prefix + operation.module() + "/" + operation.name());
        post.setEntity(new ByteArrayEntity(body, JSON));
        post.setHeader(InternalHeaders.TIMEOUT, Deadline.remaining().toMillis());
        contracts.hash(subject).ifPresent(hash -> post.setHeader(InternalHeaders.CONTRACT, hash));
        secrets.first().ifPresent(value -> post.setHeader(InternalHeaders.SECRET, value));
        return post;
    }

    private static RuntimeException refused(Operation operation, int status, byte[] answer) {
        String code = code(answer);
        var reason = new IOException("status " + status + " " + code);
        if (BUSY.contains(status) || code.equals(OVERLOADED)) {
            return new CalleeUnreachable(name(operation) + " was refused: " + reason.getMessage(), reason);
        }
        if (isRefusal(status)) {
            LOG.log(Level.WARNING, () -> name(operation) + " was refused as invalid: " + reason.getMessage());
            return new CallInvalid(name(operation) + " was refused as invalid: " + reason.getMessage(), reason);
        }
        return new OutcomeUnknown(name(operation) + " failed: " + reason.getMessage(), reason);
    }

    /** The callee refuses a request before it begins: the call did not happen. */
    private static boolean isRefusal(int status) {
        return status >= 400 && status < 500;
    }

    private static String code(byte[] answer) {
        try {
            return Json.tolerant().readTree(answer).path("code").asString("");
        } catch (JacksonException _) {
            return "";
        }
    }

    private static String name(Operation operation) {
        return operation.module() + "." + operation.name();
    }
}
