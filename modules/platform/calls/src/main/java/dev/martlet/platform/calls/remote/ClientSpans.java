package dev.martlet.platform.calls.remote;

import dev.martlet.platform.core.context.Trace;
import dev.martlet.platform.core.trace.Span;
import java.util.function.Supplier;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.HttpHost;

/** The span of a request to another process, by OpenTelemetry's semantic conventions for HTTP. */
final class ClientSpans {
    private static final int FIRST_FAILURE = 400;

    private ClientSpans() {}

    /** Begins the span, and puts the trace into the request. The caller ends it. */
    static Span begin(HttpHost host, HttpUriRequestBase request) {
        Span span = Span.client(request.getMethod());
        if (span.isRecorded()) {
            span.with("http.request.method", request.getMethod())
                    .with("url.path", request.getPath())
                    .with("server.address", host.getHostName())
                    .with("server.port", port(host));
            span.trace().inject(request::setHeader);
        } else {
            Trace.current().ifPresent(trace -> trace.inject(request::setHeader));
        }
        return span;
    }

    /** Sends the request as a span that ends when the response begins. */
    static Exchange untilAnswered(HttpHost host, HttpUriRequestBase request, Supplier<Exchange> send) {
        Span span = begin(host, request);
        try {
            Exchange exchange = send.get();
            answered(span, exchange.response().getCode());
            return exchange;
        } catch (RuntimeException failure) {
            span.fail(failure);
            throw failure;
        } finally {
            span.end();
        }
    }

    static void answered(Span span, int status) {
        if (span.isRecorded()) {
            span.with("http.response.status_code", status);
            if (status >= FIRST_FAILURE) {
                span.fail(String.valueOf(status));
            }
        }
    }

    private static int port(HttpHost host) {
        return host.getPort() > 0 ? host.getPort() : host.getSchemeName().equals("https") ? 443 : 80;
    }
}
