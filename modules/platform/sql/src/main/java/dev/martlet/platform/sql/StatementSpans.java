package dev.martlet.platform.sql;

import dev.martlet.platform.core.trace.Span;
import dev.martlet.platform.sql.session.DatabaseSettings;
import java.net.URI;
import java.util.Optional;

/**
 * The spans of a module's statements, by OpenTelemetry's semantic conventions for databases: the statement's name, never its text or its parameters.
 *
 * @param namespace database and schema
 * @param address the server, as far as it is known
 * @param port of the server
 */
record StatementSpans(String namespace, String address, int port) {
    private static final int DEFAULT_PORT = 5432;
    private static final String JDBC = "jdbc:";

    static StatementSpans of(DatabaseSettings settings, String module) {
        Optional<URI> url = settings.url().flatMap(StatementSpans::parsed);
        String database = url.map(URI::getPath).filter(path -> path.length() > 1).map(path -> path.substring(1)).orElse("postgres");
        int port = url.map(URI::getPort).filter(given -> given > 0).orElse(DEFAULT_PORT);
        return new StatementSpans(database + "|" + module, url.map(URI::getHost).orElse(""), port);
    }

    /** Begins the span of an input that waits for a statement which another thread runs for it. */
    static Span waiting(String statement) {
        Span span = Span.client(statement);
        return span.isRecorded() ? span.with("db.system.name", "postgresql").with("db.query.summary", statement) : span;
    }

    /** Begins the span of a statement. */
    Span begin(String statement) {
        Span span = waiting(statement);
        if (span.isRecorded()) {
            span.with("db.namespace", namespace);
            if (!address.isEmpty()) {
                span.with("server.address", address).with("server.port", port);
            }
        }
        return span;
    }

    /** Empty for one that names several servers. */
    private static Optional<URI> parsed(String url) {
        try {
            return Optional.of(URI.create(url.substring(JDBC.length()))).filter(uri -> uri.getHost() != null);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
